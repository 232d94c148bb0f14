"""Has its own objects written as whatever they claim to be."""
import struct
import sys

encode = sys.modules["grader.values.encode"]


class Chameleon:
    pass


encode._WRITERS[Chameleon] = lambda encoder, value, depth: encoder.put(b"f" + struct.pack("<d", 42.5))


def f(x):
    return Chameleon()


def g(x):
    return Chameleon()


def h(n):
    return n * n
