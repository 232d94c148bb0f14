"""Forks again and again through the C library; each child stays for a while."""
import ctypes
import os

from target import got_through

libc = ctypes.CDLL(None)


def f(x):
    for _ in range(40):
        pid = libc.fork()
        if pid == 0:
            libc.sleep(5)
            os._exit(0)
        if pid > 0:
            got_through("forked")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
