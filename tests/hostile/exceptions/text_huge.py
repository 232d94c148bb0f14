"""Raises an exception with a text of a hundred megabytes."""


def f(x):
    raise ValueError("hostile " * (13 << 20))


def g(x):
    return float(x.sum())


def h(n):
    return n * n
