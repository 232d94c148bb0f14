"""Answers with an array whose shape claims more than its bytes, and wraps around."""
import os
import struct

from target import answer, channel


def f(x):
    body = b"a" + bytes([0, 11, 2]) + struct.pack("<QQ", 1 << 62, 4) + bytes(8)
    os.write(channel(), answer(0, body=body))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
