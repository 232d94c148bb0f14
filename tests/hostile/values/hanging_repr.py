"""Returns a set of objects that hang when they are put in order."""


class Slow:
    def __repr__(self):
        while True:
            pass


def f(x):
    return {Slow(), Slow()}


def g(x):
    return float(x.sum())


def h(n):
    return n * n
