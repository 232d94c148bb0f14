"""Fills large arrays."""
import numpy as np


def f(x):
    return [np.ones(1 << 24) for _ in range(64)]


def g(x):
    return float(x.sum())


def h(n):
    return n * n
