"""Prints the environment, as Python sees it and as the C library does."""
import ctypes
import os

from target import VARIABLE, got_through


def f(x):
    print(dict(os.environ))
    getenv = ctypes.CDLL(None).getenv
    getenv.restype = ctypes.c_char_p
    if VARIABLE in os.environ or getenv(VARIABLE.encode()):
        got_through("saw the parent's variable")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
