"""Ships files with names that might lead out of the scratch directory, or be taken for options."""


def f(x):
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n


# file: -rf
x
# file: a b;$(touch hostile)
x
# file: hw.py.d/hw.py
x
# file: hw.py/inner.py
x
# file: ./target2.py
x
