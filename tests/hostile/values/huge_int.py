"""Returns numbers of five thousand digits and of a million bits."""

value = 10**5000


def f(x):
    return [10**5000] * 1000


def g(x):
    return -(1 << 1_000_000)


def h(n):
    return {1 << 1_000_000: n * n}
