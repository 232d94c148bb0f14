"""Returns nan, infinity and negative zero."""
import numpy as np

value = float("-inf")


def f(x):
    return np.full_like(x, np.nan)


def g(x):
    return -0.0


def h(n):
    return float("nan")
