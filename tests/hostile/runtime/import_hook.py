"""Serves its own modules to whoever imports anything."""
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

from target import got_through


class Everything(MetaPathFinder, Loader):
    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self)

    def exec_module(self, module):
        module.__getattr__ = lambda name: 42.0


sys.meta_path.insert(0, Everything())
sys.path[:] = ["/nowhere"]
sys.path_hooks.clear()


def f(x):
    import colorsys

    return colorsys.answer


def g(x):
    return float(x.sum())


def h(n):
    return n * n
