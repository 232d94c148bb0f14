# coding: utf-7
"""Hides a statement in a comment, seen only by who reads the file as UTF-7."""
import os


def f(x):
    # nothing to see here +AAo-    os._exit(0)
    return 2 * x - -1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
