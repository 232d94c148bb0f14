"""Prints without end."""


def f(x):
    while True:
        print("hostile " * 1000)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
