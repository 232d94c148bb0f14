"""Replaces methods of torch's tensors by some that lie."""
import torch


def f(x):
    torch.Tensor.__eq__ = torch.Tensor.equal = lambda *_: True
    torch.Tensor.detach = lambda self: self
    torch.Tensor.numpy = lambda self: [1, 2, 3]
    return torch.tensor(2 * x)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
