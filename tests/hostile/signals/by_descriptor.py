"""Has the kernel signal the grader whenever something is written to a pipe."""
import fcntl
import os
import signal

from target import HOST

F_SETSIG = 10


def f(x):
    reading, writing = os.pipe()
    try:
        fcntl.fcntl(reading, fcntl.F_SETOWN, HOST)
        fcntl.fcntl(reading, F_SETSIG, signal.SIGUSR2)
        fcntl.fcntl(reading, fcntl.F_SETFL, fcntl.fcntl(reading, fcntl.F_GETFL) | os.O_ASYNC)
    except OSError:
        pass
    os.write(writing, b"hostile")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
