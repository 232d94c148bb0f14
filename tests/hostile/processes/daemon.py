"""Leaves a process behind: two forks, a session of its own, and a file written later."""
import ctypes
import os

from target import OUTSIDE, got_through

libc = ctypes.CDLL(None)


def f(x):
    pid = libc.fork()
    if pid == 0:
        libc.setsid()
        if libc.fork() == 0:
            libc.sleep(3)
            os.close(os.open(f"{OUTSIDE}/hostile-daemon", os.O_CREAT | os.O_WRONLY))
        os._exit(0)
    if pid > 0:
        got_through("forked")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
