"""Returns objects of classes that interrupt, or exit, when they are asked for their names."""
import os


class Interrupts(type):
    def __getattribute__(cls, name):
        if name == "__module__":
            raise KeyboardInterrupt
        return super().__getattribute__(name)


class Exits(type):
    def __getattribute__(cls, name):
        if name == "__qualname__":
            os._exit(0)
        return super().__getattribute__(name)


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
