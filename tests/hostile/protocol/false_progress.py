"""Lies about which of its statements is running, and exits, whenever its module is read."""
import os
import struct

from target import progress

progress()[:12] = struct.pack("<III", 0xFFFF_FFFF, 0, 0xFFFF_FFFF)
os._exit(0)


def f(x):
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
