"""Returns objects that claim another class, by attribute and by metaclass."""


class Meta(type):
    def __instancecheck__(cls, instance):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(float)

    @property
    def __name__(cls):
        raise RuntimeError("hostile")


class Claim(metaclass=Meta):
    @property
    def __class__(self):
        return float


value = Claim()


def f(x):
    return Claim()


def g(x):
    return Claim()


def h(n):
    return n * n
