"""Sleeps for ever."""
import time


def f(x):
    time.sleep(10**6)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
