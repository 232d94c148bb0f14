"""Asks to handle page faults, the usual start of an attack on the kernel."""
import ctypes
import platform

from target import got_through

USERFAULTFD = 323 if platform.machine() == "x86_64" else 282


def f(x):
    if ctypes.CDLL(None).syscall(USERFAULTFD, 1) >= 0:
        got_through("got the descriptor")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
