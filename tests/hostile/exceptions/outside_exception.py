"""Raises what ordinary handlers do not catch."""


class Own(BaseException):
    pass


def f(x):
    raise SystemExit(0)


def g(x):
    raise KeyboardInterrupt


def h(n):
    raise Own
