"""Raises an exception whose text raises."""


class Unprintable(Exception):
    def __str__(self):
        raise Unprintable

    __repr__ = __str__


def f(x):
    raise Unprintable


def g(x):
    return float(x.sum())


def h(n):
    return n * n
