"""Answers with a value and something after it."""
import os

from target import answer, channel


def f(x):
    os.write(channel(), answer(0, body=b"Nhostile"))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
