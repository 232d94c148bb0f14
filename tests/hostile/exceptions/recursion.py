"""Calls itself without end, and then with a limit the stack cannot bear."""
import sys


def f(x):
    return f(x)


def g(x):
    sys.setrecursionlimit(10**9)
    deep = []
    for _ in range(10**6):
        deep = [deep]
    return repr(deep)


def h(n):
    return n * n
