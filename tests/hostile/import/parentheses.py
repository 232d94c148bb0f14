"""Holds a line of a hundred thousand opening brackets."""


def f(x):
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
