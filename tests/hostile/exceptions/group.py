"""Raises a group of a hundred thousand exceptions, and groups within groups."""


def f(x):
    raise ExceptionGroup("hostile", [ValueError(str(n)) for n in range(100_000)])


def g(x):
    group = ValueError("hostile")
    for _ in range(10_000):
        group = ExceptionGroup("hostile", [group])
    raise group


def h(n):
    return n * n
