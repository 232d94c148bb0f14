"""Loads a program into the kernel."""
import ctypes
import platform

from target import got_through

BPF = 321 if platform.machine() == "x86_64" else 280


def f(x):
    if ctypes.CDLL(None).syscall(BPF, 0, bytes(72), 72) >= 0:
        got_through("made a map")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
