"""Holds the interpreter in a thread that never lets go, once the answer is on its way."""
import sys
import threading
import time


def f(x):
    sys.setswitchinterval(1000)

    def hold():
        time.sleep(0.02)
        sum(range(10**12))

    threading.Thread(target=hold, daemon=True).start()
    return 2 * x + 1


def g(x):
    time.sleep(0.1)
    return float(x.sum())


def h(n):
    return n * n
