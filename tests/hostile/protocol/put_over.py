"""Puts the null device over the channel."""
import os

from target import channel


def f(x):
    os.dup2(0, channel())
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
