"""Answers with an array larger than the memory it has, writing the same megabyte again and again."""
import os
import struct

from target import answer, channel

SIZE = 255 << 20


def f(x):
    start = answer(0, body=b"a" + bytes([0, 5, 1]) + struct.pack("<Q", SIZE))
    head = start[:12] + struct.pack("<I", SIZE + 12) + start[16:]
    os.write(channel(), head)
    part = memoryview(bytes(1 << 20))
    left = SIZE
    while left:
        left -= os.write(channel(), part[:left])
    os._exit(0)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
