"""Says that it ran out of memory, to be excused."""


def f(x):
    raise MemoryError("hostile")


def g(x):
    return float(x.sum())


def h(n):
    return n * n
