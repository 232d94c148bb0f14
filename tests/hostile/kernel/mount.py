"""Mounts a file system over the interpreter."""
import ctypes

from target import got_through


def f(x):
    if ctypes.CDLL(None).mount(b"hostile", b"/usr", b"tmpfs", 0, None) == 0:
        got_through("mounted")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
