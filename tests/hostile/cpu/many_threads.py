"""Has torch compute on every core there is, for ever."""
import torch


def f(x):
    torch.set_num_threads(8)
    large = torch.ones(500, 500)
    while True:
        large = torch.tanh(large @ large)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
