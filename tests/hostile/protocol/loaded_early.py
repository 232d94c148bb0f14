"""Says that its module has been read without a fault, and then does what it likes."""
import os

from target import channel, loaded

os.write(channel(), loaded())


def f(x):
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
