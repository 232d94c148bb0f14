"""Catches everything, the interpreter's own way to end it included, and goes on."""


def f(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


def g(x):
    return float(x.sum())


def h(n):
    return n * n
