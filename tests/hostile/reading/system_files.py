"""Reads what an ordinary user of the machine could: accounts, mounts, home directories."""
import os
from pathlib import Path

from target import got_through

PLACES = (
    *("/etc/passwd", "/etc/hostname", "/etc/resolv.conf", "/etc/group", "/proc/mounts"),
    *("/proc/net/tcp", "/proc/keys", "/proc/cpuinfo", "/sys/kernel", "/home", "/root", "/var", "/tmp"),
)


def f(x):
    for place in PLACES:
        try:
            path = Path(place)
            got_through(f"{place}: {os.listdir(path) if path.is_dir() else path.read_bytes()[:80]}")
        except OSError:
            continue
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
