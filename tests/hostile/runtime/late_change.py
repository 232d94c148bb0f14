"""Changes what it returned from a thread, once it has been looked at."""
import threading
import time

kept = []


def change():
    while True:
        time.sleep(0.01)
        for array in kept:
            array[...] = 0


threading.Thread(target=change, daemon=True).start()


def f(x):
    result = 2 * x + 1
    kept.append(result)
    return result


def g(x):
    time.sleep(0.1)
    return float(x.sum())


def h(n):
    return n * n
