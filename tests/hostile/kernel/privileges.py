"""Takes back what was dropped: user ids, groups, capabilities, limits, and the filter itself."""
import ctypes
import os
import resource

from target import got_through

libc = ctypes.CDLL(None)


def f(x):
    for name, change in (
        ("root", lambda: os.setresuid(0, 0, 0)),
        ("groups", lambda: os.setgroups([0])),
        ("nice", lambda: os.nice(-5)),
        ("memory", lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1))),
        ("group", lambda: os.setresgid(0, 0, 0)),
    ):
        try:
            change()
            got_through(name)
        except (OSError, ValueError):
            continue
    for option, argument in ((24, 21), (8, 1), (22, 0), (35, 0)):
        if libc.prctl(option, argument, 0, 0, 0) == 0:
            got_through(f"prctl {option}")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
