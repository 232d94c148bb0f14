"""What this assignment computes, and what usual mistakes make of it."""

import torch


def standardize(train, other):
    """Shift and scale `other` by the columns of `train`; columns that never vary are only shifted.

    Both are (N, D), with N of their own.
    """
    deviation = train.std(0, correction=0)
    return (other - train.mean(0)) / torch.where(deviation == 0, 1.0, deviation)


def standardize_by(train, other, dim=0, correction=0, power=1):
    """Standardize by the statistics of other axes, or by a power of another deviation."""
    deviation = train.std(dim, correction=correction) ** power
    return (other - train.mean(dim)) / torch.where(deviation == 0, 1.0, deviation)


def accuracy(scores, labels):
    """Share of the rows of `scores`, shape (N, C), whose largest entry is at the label."""
    return (scores.argmax(1) == labels).double().mean()
