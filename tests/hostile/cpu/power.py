"""Raises a number to a power with a billion digits."""


def f(x):
    return 3 ** (10**10)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
