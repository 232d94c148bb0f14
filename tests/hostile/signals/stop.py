"""Stops itself, so that it is neither dead nor alive."""
import os
import signal


def f(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
