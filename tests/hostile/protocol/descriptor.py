"""Sends the grader a descriptor over the channel."""
import ctypes
import struct

from target import channel, got_through


def f(x):
    data = ctypes.create_string_buffer(b"x")
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(data), 1)
    control = ctypes.create_string_buffer(struct.pack("@Niii", 20, 1, 1, 0) + bytes(4))
    message = (ctypes.c_size_t * 7)(
        0, 0, ctypes.addressof(vector), 1, ctypes.addressof(control), 24, 0
    )
    if ctypes.CDLL(None).sendmsg(channel(), message, 0) >= 0:
        got_through("sent a descriptor")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
