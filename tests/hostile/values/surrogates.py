"""Returns texts that are no text: half letters, NUL, and nothing but combining marks."""

value = "\ud800"


def f(x):
    return {"\udfff": "\x00\ufeff"}


def g(x):
    return "\u0301" * 1000


def h(n):
    return ["\ud83d", "\ude00"]
