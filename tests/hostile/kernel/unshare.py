"""Makes a user namespace, to be root in it."""
import ctypes

from target import got_through


def f(x):
    if ctypes.CDLL(None).unshare(0x1002_0000) == 0:
        got_through("unshared")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
