"""Closes standard output and error, and puts other things in their place."""
import os
import sys


def f(x):
    sys.stdout = sys.stderr = None
    os.close(2)
    os.dup2(0, 1)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
