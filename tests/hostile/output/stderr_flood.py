"""Writes to standard error without end, past Python's own stream."""
import os


def f(x):
    while True:
        os.write(2, b"hostile " * 100_000)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
