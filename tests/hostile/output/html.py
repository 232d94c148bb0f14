"""Puts markup wherever a page shows a text."""

TEXT = "</pre></code><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}&#x3c;"


class Markup(Exception):
    pass


Markup.__name__ = Markup.__qualname__ = TEXT


def f(x):
    print(TEXT)
    raise Markup(TEXT)


def g(x):
    return TEXT


def h(n):
    return n * n
