"""Makes one text of gigabytes."""


def f(x):
    return "a" * (8 << 30)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
