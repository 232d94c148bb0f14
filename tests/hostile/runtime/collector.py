"""Has the garbage collector exit whenever it runs."""
import gc
import os


def f(x):
    gc.callbacks.append(lambda *_: os._exit(0))
    gc.set_threshold(1)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
