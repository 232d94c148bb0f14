"""Writes half a frame, and sleeps."""
import os
import time

from target import answer, channel


def f(x):
    os.write(channel(), answer(0, 1.0)[:-5])
    time.sleep(60)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
