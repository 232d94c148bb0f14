"""The two functions that the puzzles are made of."""

import torch


def arange(n):
    """Count from 0 to n - 1; an int64 tensor of shape (n,)."""
    return torch.arange(n)


def where(condition, yes, no):
    """Take `yes` where the condition holds, else `no`."""
    return torch.where(condition, yes, no)
