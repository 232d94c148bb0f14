"""Looks where the submission before might have left something."""
import os

from target import got_through


def f(x):
    for place in ("/dev/shm", "/tmp", "/var/tmp", "/run/lock", "/box", os.environ["TMPDIR"]):
        try:
            names = set(os.listdir(place))
        except OSError:
            continue
        if strange := names - {"hw.py", "target.py", "__pycache__"}:
            got_through(f"{place} holds {strange}")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
