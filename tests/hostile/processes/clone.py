"""Makes a process by the bare system calls: fork, vfork, clone and clone3."""
import ctypes
import os
import platform

from target import got_through

SIGCHLD = 17
ZEROS = (0, 0, 0, 0)
libc = ctypes.CDLL(None)
calls = [(435, (ctypes.c_ulong * 11)(0, 0, 0, 0, SIGCHLD), 88)]
if platform.machine() == "x86_64":
    calls += [(57,), (56, SIGCHLD, *ZEROS), (56, SIGCHLD | 0x4000, *ZEROS)]


def f(x):
    for call in calls:
        pid = libc.syscall(*call)
        if pid == 0:
            os._exit(0)
        if pid > 0:
            got_through(f"call {call[0]} made a process")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
