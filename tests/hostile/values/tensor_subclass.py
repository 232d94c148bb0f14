"""Returns a tensor of a class whose every method lies."""
import torch


class Liar(torch.Tensor):
    def __eq__(self, other):
        return True

    def detach(self):
        return torch.zeros(4, 3)

    @property
    def shape(self):
        return (4, 3)


def f(x):
    return torch.tensor(2 * x).as_subclass(Liar)


def g(x):
    return float(x.sum())


def h(n):
    return n * n
