"""Replaces built-in functions by some that lie."""
import builtins


def f(x):
    builtins.isinstance = lambda *_: True
    builtins.len = lambda _: 0
    builtins.type = lambda *_: float
    builtins.map = builtins.zip = builtins.sorted = lambda *_: []
    return 2 * x


def g(x):
    return float(x.sum()) + 1


def h(n):
    return n * n + 1
