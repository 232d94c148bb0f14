"""Writes over a file that everybody may write."""
from pathlib import Path

from target import CANARY


def f(x):
    Path(CANARY).write_text("hostile")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
