"""Writes a pickle on the channel that would run a program if it were read."""
import os
import pickle

from target import channel


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/hostile-pickle",)


def f(x):
    os.write(channel(), pickle.dumps(Bomb()))
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
