"""Looks for the grader in /proc: its environment, command line, memory map, descriptors and root."""
import os
from pathlib import Path

from target import HOST, got_through


def f(x):
    for process in (HOST, os.getppid() or HOST):
        for name in ("environ", "cmdline", "maps", "mem", "status", "stack", "task"):
            try:
                path = Path(f"/proc/{process}/{name}")
                found = os.listdir(path) if name == "task" else path.open("rb").read(1000)
                got_through(f"read {path}: {found!r}")
            except OSError:
                continue
        for name in ("cwd", "root", "exe", "fd/0", "fd/1", "fd/3"):
            try:
                got_through(f"followed {name}: {os.readlink(f'/proc/{process}/{name}')}")
            except OSError:
                continue
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
