"""Copies from another submission, found relative to the scratch directory and by its path."""
import os
from pathlib import Path

from target import NEIGHBOUR


def f(x):
    for start in (os.getcwd(), "/"):
        relative = os.path.relpath(NEIGHBOUR, start)
        try:
            print(Path(start, relative).read_text())
        except OSError:
            pass
    print(Path(NEIGHBOUR).read_text())
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
