"""Grows lists without end."""


def f(x):
    grown = []
    while True:
        grown.append(list(range(100_000)))


def g(x):
    return float(x.sum())


def h(n):
    return n * n
