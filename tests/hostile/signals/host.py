"""Signals the grader, by each call that can."""
import ctypes
import os
import signal

from target import HOST, got_through

libc = ctypes.CDLL(None)


def f(x):
    if libc.kill(HOST, signal.SIGUSR2) == 0 or libc.syscall(424, libc.syscall(434, HOST, 0), signal.SIGUSR2, None, 0) == 0:
        got_through("signalled the host")
    try:
        os.kill(HOST, signal.SIGUSR2)
        got_through("signalled the host")
    except OSError:
        pass
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
