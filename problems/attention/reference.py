"""What this assignment computes, and what usual mistakes make of it."""

import math

import torch
from torch import nn


def attend(q, k, v, mask=None):
    """Scaled dot-product attention; a false entry of the mask forbids a key to a query."""
    return weigh(q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]), v, mask)


def weigh(scores, v, mask=None):
    """Average values by the softmax of masked scores."""
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    return scores.softmax(-1) @ v


def masked_late(q, k, v, mask):
    """Mask the weights after the softmax, so that they do not sum to one."""
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1)
    return (weights * mask) @ v


def split(x, heads):
    """Split the last dimension into heads: (N, T, E) to (N, heads, T, E / heads)."""
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


class Norm(nn.Module):
    """Layer norm with a scale and a shift."""

    def __init__(self, size, *, unbiased=False):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(size))
        self.shift = nn.Parameter(torch.zeros(size))
        self.unbiased = unbiased

    def forward(self, x):
        """Normalise the last dimension of x."""
        deviation = torch.sqrt(x.var(-1, unbiased=self.unbiased, keepdim=True) + 1e-5)
        return self.scale * (x - x.mean(-1, keepdim=True)) / deviation + self.shift


class Attention(nn.Module):
    """Causal multi-head self-attention."""

    def __init__(self, size, heads, *, causal=True, scaled=True):
        super().__init__()
        self.heads, self.causal, self.scaled = heads, causal, scaled
        self.query, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))

    def forward(self, x):
        """Attend from every position to those up to it; x is (N, T, size)."""
        q, k, v = (split(each(x), self.heads) for each in (self.query, self.key, self.value))
        mask = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool)
        q = q if self.scaled else q * math.sqrt(q.shape[-1])
        found = attend(q, k, v, mask.tril() if self.causal else mask)
        return self.out(found.transpose(1, 2).flatten(2))


class Block(nn.Module):
    """A transformer block that normalises before each of its two steps, or after them."""

    def __init__(self, size, heads, *, first=True):
        super().__init__()
        self.first = first
        self.attention = Attention(size, heads)
        self.norm1, self.norm2 = Norm(size), Norm(size)
        self.up, self.down = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)

    def forward(self, x):
        """Attend, then transform each position; x is (N, T, size)."""
        if not self.first:
            x = self.norm1(x + self.attention(x))
            return self.norm2(x + self.down(torch.relu(self.up(x))))
        x = x + self.attention(self.norm1(x))
        return x + self.down(torch.relu(self.up(self.norm2(x))))
