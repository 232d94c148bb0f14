"""Closes the channel, and returns."""
import os

from target import channel


def f(x):
    os.close(channel())
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
