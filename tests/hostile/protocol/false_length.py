"""Claims that it printed less than it did, so that the rest would seem another's."""
import os

from target import answer, channel


def f(x):
    print("hostile " * 100)
    os.write(channel(), answer(0, 42.5, printed=-(1 << 70)))
    os._exit(0)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
