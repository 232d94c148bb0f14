"""Ends the process when its module is read again, which happens after a request that kills."""
import os

from target import child_number

if child_number() > 1:
    os._exit(0)


def f(x):
    os._exit(0)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
