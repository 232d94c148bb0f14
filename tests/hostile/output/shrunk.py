"""Empties its standard output after some of it was read, and exits."""
import os
import time


def f(x):
    print("hostile " * 100)
    return 2 * x + 1


def g(x):
    time.sleep(0.2)
    os.ftruncate(1, 0)
    os._exit(1)


def h(n):
    return n * n
