"""Opens the grader's packages for writing, and plants a module among them for the next one."""
import os
from pathlib import Path

import numpy

from target import got_through


def f(x):
    for path in (os.__file__, numpy.__file__):
        try:
            open(path, "r+b").close()
            got_through(f"opened {path} for writing")
        except OSError:
            pass
        planted = Path(path).parent / "hostile-planted.py"
        try:
            planted.touch()
            got_through(f"planted {planted}")
            planted.unlink()
        except OSError:
            continue
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
