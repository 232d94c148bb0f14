"""Reads from address 0."""
import ctypes


def f(x):
    ctypes.string_at(0)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
