"""Leaves files wherever a machine usually lets one."""
from pathlib import Path

from target import OUTSIDE, got_through


def f(x):
    for place in (OUTSIDE, "/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/", "/dev", "/proc/self", "/usr/lib"):
        try:
            Path(place, "hostile-left-behind").write_text("hostile")
            got_through(f"wrote in {place}")
        except OSError:
            continue
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
