"""Prints what a CI service takes for commands."""

TEXT = "\n::error file=hw.py::hostile\n::set-output name=score::100\n##[set-env name=A]b\n::stop-commands::x\n"

print(TEXT)


def f(x):
    print(TEXT)
    raise ValueError(TEXT)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
