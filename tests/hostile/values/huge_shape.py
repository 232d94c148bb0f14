"""Returns arrays with enormous shapes and hardly any bytes."""
import numpy as np
import torch

value = np.empty((0, 2**40, 3))


def f(x):
    return np.broadcast_to(np.float64(1), (2**20, 2**20))


def g(x):
    return np.lib.stride_tricks.as_strided(x, (2**30, 2**10), (0, 0))


def h(n):
    return torch.zeros(1).expand(2**40)
