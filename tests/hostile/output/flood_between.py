"""Prints without end from a thread, while nobody waits for an answer."""
import threading


def shout():
    while True:
        print("hostile " * 10_000)


def f(x):
    threading.Thread(target=shout, daemon=True).start()
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
