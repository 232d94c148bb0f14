"""Returns objects that turn into a number when asked, and each time into another."""


class Number:
    count = 0

    def __float__(self):
        Number.count += 1
        return float(Number.count)

    def __index__(self):
        while True:
            pass

    __int__ = __len__ = __trunc__ = __index__

    def __iter__(self):
        return iter(int, 1)


value = Number()


def f(x):
    return Number()


def g(x):
    return Number()


def h(n):
    return (Number(), Number())
