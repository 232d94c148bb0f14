"""Reads the grader's memory by process_vm_readv."""
import ctypes

from target import HOST, got_through


def f(x):
    buffer = ctypes.create_string_buffer(64)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
    libc = ctypes.CDLL(None)
    if libc.process_vm_readv(HOST, vector, 1, vector, 1, 0) >= 0:
        got_through("read memory")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
