"""Puts a key in a keyring that outlives processes."""
import ctypes
import platform

from target import got_through

ADD_KEY = 248 if platform.machine() == "x86_64" else 217


def f(x):
    if ctypes.CDLL(None).syscall(ADD_KEY, b"user", b"hostile-key", b"x", 1, -4) >= 0:
        got_through("added a key")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
