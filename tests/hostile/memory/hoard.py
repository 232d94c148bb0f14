"""Takes all memory, and keeps it when the call is over."""
hoard = []


def f(x):
    try:
        while True:
            hoard.append(bytearray(1 << 20))
    except MemoryError:
        hoard.pop()
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
