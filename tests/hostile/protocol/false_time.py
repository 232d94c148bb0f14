"""Answers that it took nan seconds."""
import os

from target import answer, channel


def f(x):
    os.write(channel(), answer(0, 1.0, took=float("nan")))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
