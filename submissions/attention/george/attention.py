# The mask is not used; other names; a weight too many.
import math

import torch
from torch import nn


def attend(q, k, v, mask):
    return torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]), dim=-1) @ v


def split_heads(x, heads):
    N, T, E = x.shape
    return x.reshape(N, T, heads, E // heads).transpose(1, 2)


weights_shape = (2, 8, 10, 10)


parameter_count = "4 * E * (E + 1)"


class LayerNorm(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(size))
        self.shift = nn.Parameter(torch.zeros(size))

    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, keepdim=True, unbiased=False)
        return (x - mean) / torch.sqrt(var + 1e-5) * self.scale + self.shift


class MultiHeadAttention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(size, size)
        self.key = nn.Linear(size, size)
        self.value = nn.Linear(size, size)
        self.out = nn.Linear(size, size)

    def forward(self, x):
        N, T, E = x.shape
        q = split_heads(self.query(x), self.heads)
        k = split_heads(self.key(x), self.heads)
        v = split_heads(self.value(x), self.heads)
        mask = torch.tril(torch.ones(T, T)).bool()
        out = attend(q, k, v, mask)
        return self.out(out.transpose(1, 2).reshape(N, T, E))


class Block(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.attention = MultiHeadAttention(size, heads)
        self.norm1 = LayerNorm(size)
        self.norm2 = LayerNorm(size)
        self.norm3 = LayerNorm(size)
        self.up = nn.Linear(size, 4 * size)
        self.down = nn.Linear(4 * size, size)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.down(torch.relu(self.up(self.norm2(x))))
