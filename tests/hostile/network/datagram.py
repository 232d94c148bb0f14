"""Sends a datagram, as a question to a name server would be, to this machine's own port 53."""
import socket

from target import got_through


def f(x):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sending:
        sending.sendto(b"hostile", ("127.0.0.1", 53))
        got_through("sent a datagram")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
