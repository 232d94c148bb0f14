"""Returns objects whose class has a name that interrupts, exits, or is no text."""
import os


class Interrupts(type):
    @property
    def __module__(cls):
        raise KeyboardInterrupt


class Exits(type):
    @property
    def __qualname__(cls):
        os._exit(0)


class Interrupting(metaclass=Interrupts):
    def __call__(self):
        return 42.0


class Exiting(metaclass=Exits):
    def __call__(self):
        return 42.0


value = Interrupting()


def f(x):
    return Interrupting()


def g(x):
    return Exiting()


def h(n):
    return n * n
