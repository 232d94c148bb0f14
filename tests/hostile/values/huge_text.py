"""Returns an enormous text, and many that together are enormous."""


def f(x):
    return "h" * (50 << 20)


def g(x):
    return ["h" * (1 << 20)] * 300


def h(n):
    return n * n
