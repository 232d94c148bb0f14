"""Answers while its module is still being read, when nothing has been asked."""
import os

from target import answer, channel

os.write(channel(), answer(0, 42.5) + answer(1, 42.5))


def f(x):
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
