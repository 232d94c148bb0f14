"""Connects to a server on this machine."""
import socket

from target import PORT, got_through


def f(x):
    with socket.create_connection(("127.0.0.1", PORT), timeout=1):
        got_through("connected")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
