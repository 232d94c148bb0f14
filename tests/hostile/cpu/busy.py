"""Never returns."""


def f(x):
    while True:
        pass


def g(x):
    return float(x.sum())


def h(n):
    return n * n
