"""Announces a frame of four gigabytes."""
import os
import struct

from target import channel


def f(x):
    os.write(channel(), struct.pack("<2sBxIII", b"gw", 5, 2, 10, 0xFFFF_FFFF))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
