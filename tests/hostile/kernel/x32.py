"""Makes system calls by their x32 numbers, which a filter may not know."""
import ctypes
import platform

from target import got_through


def f(x):
    if platform.machine() == "x86_64":
        for number in (39, 41, 57):
            result = ctypes.CDLL(None).syscall(0x4000_0000 | number, 0, 0, 0)
            if result == 0 and number == 57:
                ctypes.CDLL(None)._exit(0)
            if result >= 0:
                got_through(f"call {number}")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
