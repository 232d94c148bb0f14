"""Ends the process at more of its statements than anybody tries to get around."""
import os


def f(x):
    return 2 * x + 1


os._exit(1)
os._exit(2)
os.abort()
os._exit(4)
os._exit(5)
os._exit(6)
os._exit(7)
os._exit(8)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
