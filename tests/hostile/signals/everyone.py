"""Signals every process there is, with one that does nothing."""
import ctypes
import signal

from target import got_through

libc = ctypes.CDLL(None)


def f(x):
    for whom in (-1, 0):
        if libc.kill(whom, signal.SIGCONT) == 0:
            got_through(f"signalled {whom}")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
