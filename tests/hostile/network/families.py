"""Asks for a socket of every family there is."""
import ctypes

from target import got_through


def f(x):
    libc = ctypes.CDLL(None)
    for family in range(46):
        for kind in (1, 2, 3, 5):
            if libc.socket(family, kind, 0) >= 0:
                got_through(f"opened a socket of family {family}, kind {kind}")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
