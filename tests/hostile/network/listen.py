"""Offers its answers to others on a port of this machine."""
import socket

from target import got_through


def f(x):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        got_through("listens")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
