"""Empties its standard output at the moment it is asked where it hangs."""
import os
import signal
import time


def f(x):
    print("hostile " * 100)
    signal.signal(signal.SIGUSR1, lambda *_: os.ftruncate(1, 0))
    while True:
        time.sleep(60)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
