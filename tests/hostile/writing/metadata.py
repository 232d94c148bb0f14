"""Changes mode, times and owner of the interpreter's files, to what they are already."""
import ctypes
import os

import numpy

from target import CANARY, got_through

libc = ctypes.CDLL(None)


def f(x):
    for path in (os.__file__, numpy.__file__, CANARY):
        try:
            now = os.stat(path)
        except OSError:
            continue
        changes = {
            "mode": lambda: os.chmod(path, now.st_mode & 0o7777),
            "times": lambda: os.utime(path, ns=(now.st_atime_ns, now.st_mtime_ns)),
            "owner": lambda: os.chown(path, now.st_uid, now.st_gid),
            "attribute": lambda: os.setxattr(path, "user.hostile", b"1"),
        }
        for name, change in changes.items():
            try:
                change()
                got_through(f"changed the {name} of {path}")
            except OSError:
                continue
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
