"""Matches an expression that takes exponential time."""
import re


def f(x):
    return re.match(r"(a+)+$", "a" * 40 + "b")


def g(x):
    return float(x.sum())


def h(n):
    return n * n
