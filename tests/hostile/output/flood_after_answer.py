"""Answers once, and at once prints without end, so that the flood might be held against the answer."""


def f(x):
    return 2 * x + 1


def g(x):
    while True:
        print("hostile " * 100_000)


def h(n):
    return n * n
