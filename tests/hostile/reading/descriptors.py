"""Reads from every descriptor somebody may have left open."""
import os

from target import channel, got_through


def f(x):
    for descriptor in range(3, 1024):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        if descriptor != channel():
            got_through(f"found descriptor {descriptor}")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
