"""Imports the parts of the grader that know answers, and looks for specs next to its package."""
import importlib
import os
from pathlib import Path

import grader
from target import got_through


def f(x):
    for name in ("grader.oracle", "grader.key", "grader.key.store", "reference", "solutions"):
        try:
            importlib.import_module(name)
            got_through(f"imported {name}")
        except (ImportError, OSError):
            continue
    beside = Path(grader.__file__).parents[1]
    for name in ("problems", "submissions", "reports", ".git"):
        try:
            got_through(f"listed {name}: {os.listdir(beside / name)}")
        except OSError:
            continue
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
