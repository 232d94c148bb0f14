"""Registers what shall happen when it is over, and exits."""
import atexit
import os
import sys
import threading

from target import OUTSIDE, got_through


@atexit.register
def leave():
    print("hostile " * 10_000_000)
    os.close(os.open(f"{OUTSIDE}/hostile-at-exit", os.O_CREAT | os.O_WRONLY))
    got_through("ran at exit")


def f(x):
    sys.excepthook = threading.excepthook = lambda *_: leave()
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
