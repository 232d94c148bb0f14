"""Sets the inode flags of the interpreter's files, to what they are, on a descriptor for reading."""
import fcntl
import os

from target import got_through

GET, SET = 0x8008_6601, 0x4008_6602


def f(x):
    descriptor = os.open(os.__file__, os.O_RDONLY)
    try:
        flags = fcntl.ioctl(descriptor, GET, bytes(8))
        fcntl.ioctl(descriptor, SET, flags)
        got_through("set inode flags")
    except OSError:
        pass
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
