"""Connects through the C library, past whatever Python is told to refuse."""
import ctypes
import struct

from target import PORT, got_through

libc = ctypes.CDLL(None)


def f(x):
    descriptor = libc.socket(2, 1, 0)
    address = struct.pack("=H", 2) + struct.pack(">H", PORT) + bytes([127, 0, 0, 1]) + bytes(8)
    if descriptor >= 0 and libc.connect(descriptor, address, len(address)) == 0:
        got_through("connected")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
