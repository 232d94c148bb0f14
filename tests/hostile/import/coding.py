# coding: utf-7
"""Hides statements in comments, seen only by those who read the file as UTF-7."""
import os


def f(x):
    # +AAo-    os._exit(0)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
