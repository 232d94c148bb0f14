"""Raises exceptions whose class has a hostile name, or none."""


class Nameless(type):
    @property
    def __name__(cls):
        raise RuntimeError("hostile")


class Silent(Exception, metaclass=Nameless):
    pass


def f(x):
    raise type("</td>\x1b[2J\u202e" + "h" * 100_000, (Exception,), {})("hostile")


def g(x):
    raise Silent


def h(n):
    return n * n
