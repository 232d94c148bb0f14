"""Replaces functions of numpy by some that lie."""
import numpy as np


def f(x):
    np.asarray = np.array = np.ascontiguousarray = lambda *_, **__: np.zeros(1)
    np.allclose = np.array_equal = lambda *_, **__: True
    np.ndarray = np.generic = object
    return 2 * x


def g(x):
    return float(x.sum())


def h(n):
    return n * n
