"""Opens the grader's memory as a file and reads from it."""
from target import HOST


def f(x):
    with open(f"/proc/{HOST}/mem", "rb") as memory:
        print(memory.read(100))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
