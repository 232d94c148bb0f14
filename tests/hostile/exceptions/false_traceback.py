"""Raises from code compiled to seem to lie elsewhere: on a line, in a function, that do not exist."""

from target import SCRATCH

SOURCE = "\n" * 1_000_000 + "def lie():\n    raise ValueError('hostile')\n"
names = {}
exec(compile(SOURCE, f"{SCRATCH}/hw.py", "exec"), names)
names["lie"].__code__ = names["lie"].__code__.replace(co_name="</td><script>", co_firstlineno=2**31 - 10)


def f(x):
    names["lie"]()


def g(x):
    exec(compile("1/0", f"{SCRATCH}/../../etc/passwd", "exec"))


def h(n):
    return n * n
