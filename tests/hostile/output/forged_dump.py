"""Prints a crash report with a thousand false places, in a file of a megabyte, and exits."""
import os

from target import SCRATCH


def f(x):
    place = f'  File "{SCRATCH}/hw.py", line 1 in f\n'
    print("Fatal Python error: forged\n" + place * 1700, flush=True)
    os._exit(1)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
