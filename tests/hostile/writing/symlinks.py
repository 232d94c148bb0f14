"""Puts links to a file of the host's where the grader might follow them."""
import os

from target import CANARY


def f(x):
    for name in ("result.json", "output", "hw.pyc", "report.html"):
        os.symlink(CANARY, name)
        with open(name, "w") as file:
            file.write("hostile")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
