"""Shares the work with an executor of processes."""
from concurrent.futures import ProcessPoolExecutor

from target import got_through


def f(x):
    with ProcessPoolExecutor(2) as pool:
        got_through(list(pool.map(abs, [1, 2])))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
