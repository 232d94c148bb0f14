"""Gives its module a class whose attributes raise, hang on, and change at each look."""
import sys
from types import ModuleType


class Restless(ModuleType):
    looks = 0

    def __getattribute__(self, name):
        if name == "f":
            Restless.looks += 1
            raise AttributeError(f"hostile {Restless.looks}")
        if name == "g":
            raise SystemExit(0)
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = Restless


def f(x):
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
