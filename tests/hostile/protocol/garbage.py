"""Writes bytes on the channel that are no frame."""
import os

from target import channel


def f(x):
    os.write(channel(), b"\x00hostile" * 1000)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
