"""Returns things whose names and properties raise, exit, and are no texts."""
import os


class Trap:
    @property
    def __module__(self):
        raise KeyboardInterrupt

    @property
    def __qualname__(self):
        os._exit(0)

    def __call__(self):
        return 42.0


value = Trap()


def f(x):
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
