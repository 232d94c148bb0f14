"""Attaches to the grader as a debugger."""
import ctypes

from target import HOST, got_through


def f(x):
    if ctypes.CDLL(None).ptrace(16, HOST, 0, 0) == 0:
        got_through("attached")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
