"""Sets up a ring through which system calls go unfiltered."""
import ctypes

from target import got_through


def f(x):
    if ctypes.CDLL(None).syscall(425, 8, bytes(120)) >= 0:
        got_through("made a ring")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
