"""Returns an array of a class whose every method lies."""
import numpy as np


class Liar(np.ndarray):
    def __eq__(self, other):
        return True

    def tobytes(self, order="C"):
        return bytes(1 << 40)

    def astype(self, *_, **__):
        return self

    @property
    def nbytes(self):
        return 8

    @property
    def dtype(self):
        raise ValueError("hostile")

    shape = (4, 3)


def f(x):
    return (2 * x + 1).view(Liar)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
