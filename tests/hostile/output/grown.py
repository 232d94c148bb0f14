"""Makes its standard output look enormous, and then stretches it by a write far away."""
import os


def f(x):
    for size in (1 << 60, 1 << 40, 15 << 20):
        try:
            os.ftruncate(1, size)
        except OSError:
            continue
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
