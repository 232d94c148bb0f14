"""Makes more files than a file system holds."""


def f(x):
    for number in range(10_000_000):
        open(f"hostile-{number}", "w").close()
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
