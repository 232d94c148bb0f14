"""Refuses everything that is audited: opening, compiling, importing."""
import sys


def refuse(event, arguments):
    raise RuntimeError("hostile hook")


def f(x):
    sys.addaudithook(refuse)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
