"""Ignores every signal that can be ignored, and sleeps."""
import signal
import time


def f(x):
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        time.sleep(60)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
