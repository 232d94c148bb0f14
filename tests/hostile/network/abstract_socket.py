"""Meets a neighbour at a socket whose name is in no directory."""
import socket

from target import got_through


def f(x):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0hostile-rendezvous")
        got_through("bound")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
