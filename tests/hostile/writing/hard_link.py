"""Makes a second name for a file of the host's."""
import os

from target import CANARY


def f(x):
    os.link(CANARY, "mine")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
