"""Prints what makes a terminal clear, retitle, copy and answer back."""

TEXT = "\x1b[2J\x1b]0;owned\x07\x1b]52;c;aG9zdGlsZQ==\x07\x1b[6n\x1bP$q\x1b\\\r\x9b31m\u202e\u2066"

print(TEXT)


def f(x):
    print(TEXT)
    raise ValueError(TEXT)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
