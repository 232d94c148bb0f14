"""Puts fakes where the grader's own code finds numpy, torch, json and struct."""
import sys
from types import ModuleType


class Fake(ModuleType):
    def __getattr__(self, name):
        return lambda *arguments, **keywords: 42.0


for name in ("numpy", "torch", "json", "struct", "io", "linecache", "traceback"):
    sys.modules[name] = Fake(name)


def f(x):
    return 2 * x + 1


def g(x):
    raise ValueError("hostile")


def h(n):
    return n * n
