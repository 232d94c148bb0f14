"""Shares the work with a pool of processes."""
import multiprocessing

from target import got_through


def f(x):
    with multiprocessing.Pool(2) as pool:
        got_through(pool.map(abs, [1, 2]))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
