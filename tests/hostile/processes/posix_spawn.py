"""Spawns a program through the C library."""
import ctypes

from target import got_through


def f(x):
    pid = ctypes.c_int()
    arguments = (ctypes.c_char_p * 2)(b"true", None)
    if ctypes.CDLL(None).posix_spawn(ctypes.byref(pid), b"/bin/true", None, None, arguments, None) == 0:
        got_through("spawned")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
