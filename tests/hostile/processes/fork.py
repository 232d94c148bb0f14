"""Forks."""
import os

from target import got_through


def f(x):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    got_through("forked")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
