"""Holds an expression that the compiler works out in advance, and that is enormous."""


def f(x):
    return 2 * x + 1


huge = "h" * 2**33
more = 10**10**8


def g(x):
    return float(x.sum())


def h(n):
    return n * n
