"""Starts a shell, by every door Python has for it."""
import os
import pty

from target import got_through


def f(x):
    for door in (
        lambda: os.system("echo hello"),
        lambda: os.popen("echo hello").read(),
        lambda: os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", "true"]),
        lambda: os.posix_spawn("/bin/true", ["true"], {}),
        lambda: pty.spawn(["/bin/true"]),
    ):
        try:
            got_through(door())
        except (OSError, RuntimeError):
            continue
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
