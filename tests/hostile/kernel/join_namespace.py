"""Goes back to the namespaces of the process it came from."""
import ctypes
import os

from target import HOST, got_through


def f(x):
    libc = ctypes.CDLL(None)
    descriptor = libc.syscall(434, HOST, 0)
    if libc.setns(descriptor if descriptor >= 0 else os.dup(0), 0x2000_0000) == 0:
        got_through("joined")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
