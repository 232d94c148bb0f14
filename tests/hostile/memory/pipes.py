"""Fills the kernel's buffers of pipes."""
import os


def f(x):
    while True:
        _, writing = os.pipe()
        os.set_blocking(writing, False)
        os.write(writing, bytes(1 << 20))


def g(x):
    return float(x.sum())


def h(n):
    return n * n
