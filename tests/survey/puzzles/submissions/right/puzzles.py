import math
from functools import reduce

from torch import arange, where


def ones(n):
    return where(arange(n) > -1, 1.0, 0.0)


def total(a):
    return (ones(a.shape[0]).to(a.dtype) @ a)[None]


def outer(a, b):
    return a[:, None] * b[None, :]


def eye(n):
    return where(arange(n)[:, None] == arange(n), 1, 0)


def triu(n):
    return where(arange(n)[:, None] <= arange(n), 1, 0)


def cumsum(a):
    return a @ triu(a.shape[0]).to(a.dtype)


def roll(a):
    return a[(arange(a.shape[0]) + 1) % a.shape[0]]


def mask(x, lengths):
    return where(arange(x.shape[1]) < lengths[:, None], x, 0)


def sigmoid(x):
    e = math.exp(-abs(x))
    return 1 / (1 + e) if x >= 0 else e / (1 + e)


def add(x, y):
    return x + y


def mul(x, y):
    return x * y


def relu(x):
    return x if x > 0 else 0


def add_lists(xs, ys):
    return list(map(add, xs, ys))


def prod(xs):
    return reduce(mul, xs, 1)
