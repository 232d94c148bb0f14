"""Answers with lists nested a hundred thousand deep, in bytes no encoder would write."""
import os

from target import answer, channel


def f(x):
    os.write(channel(), answer(0, body=b"l\x01\x00\x00\x00" * 100_000 + b"N"))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
