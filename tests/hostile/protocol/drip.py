"""Writes a frame one byte at a time, for ever a little before any time limit on silence."""
import os
import time

from target import answer, channel


def f(x):
    for byte in answer(0, "x" * 10_000):
        os.write(channel(), bytes([byte]))
        time.sleep(0.05)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
