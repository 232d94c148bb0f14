"""Loads data in two worker processes."""
import torch
from torch.utils.data import DataLoader

from target import got_through


def f(x):
    for batch in DataLoader(torch.arange(8), num_workers=2):
        got_through(batch)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
