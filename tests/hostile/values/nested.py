"""Returns a list nested a million deep."""


def deep():
    outer = []
    for _ in range(1_000_000):
        outer = [outer]
    return outer


def f(x):
    return deep()


def g(x):
    return (deep(), float(x.sum()))


def h(n):
    return n * n
