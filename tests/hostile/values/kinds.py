"""Returns a right number of the wrong kind: a bool, a text, a complex number."""

value = "42.0"


def f(x):
    return (2 * x + 1).tolist()


def g(x):
    return complex(x.sum())


def h(n):
    return str(n * n)
