"""Returns a small list that, written out, is enormous: each level holds the one below it twice."""


def f(x):
    outer = ["hostile"]
    for _ in range(31):
        outer = [outer, outer]
    return outer


def g(x):
    return float(x.sum())


def h(n):
    return n * n
