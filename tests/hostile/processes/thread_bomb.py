"""Starts threads until there are no more."""
import threading
import time


def f(x):
    for _ in range(100_000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
