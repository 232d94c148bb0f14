"""Changes what it returned from a thread, once it has been looked at."""
import threading


def f(x):
    result = 2 * x

    def change():
        while True:
            result[...] = 0

    threading.Thread(target=change, daemon=True).start()
    return result


def g(x):
    return float(x.sum())


def h(n):
    return n * n
