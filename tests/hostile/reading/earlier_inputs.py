"""Keeps what it was called with and answers each call from the one before."""
import numpy as np

seen = [np.zeros((4, 3))]


def f(x):
    seen.append(x)
    return 2 * seen[-2] + 1


def g(x):
    return float(seen[-1].sum())


def h(n):
    return n * n
