"""Raises exceptions that are their own cause."""


def f(x):
    first, second = ValueError("hostile"), KeyError("hostile")
    first.__cause__, second.__cause__ = second, first
    first.__context__, second.__context__ = second, first
    raise first


def g(x):
    return float(x.sum())


def h(n):
    return n * n
