"""Kills whoever started it."""
import ctypes
import os
import signal

from target import got_through

libc = ctypes.CDLL(None)


def f(x):
    if os.getppid() > 1 and libc.kill(os.getppid(), signal.SIGKILL) == 0:
        got_through("killed the parent")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
