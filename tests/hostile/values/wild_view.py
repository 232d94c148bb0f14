"""Returns a view into memory it does not own."""
import numpy as np


def f(x):
    return np.lib.stride_tricks.as_strided(x, (1 << 20,), (1 << 30,))


def g(x):
    return float(x.sum())


def h(n):
    return n * n
