"""Answers with an exception raised at line -2**4000 of its file."""
import os

from target import channel, raised


def f(x):
    os.write(channel(), raised(("Error", "hostile", (("hw.py", -(1 << 4000), "f", ""),), False, "")))
    os._exit(0)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
