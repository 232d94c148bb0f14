"""Empties a file by opening it for reading, with O_TRUNC."""
import os

from target import CANARY


def f(x):
    os.close(os.open(CANARY, os.O_RDONLY | os.O_TRUNC))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
