# Half done: names missing, crashes, detached, an endless loop.
import math

import torch
from torch import nn


def split_heads(x, heads):
    N, T, E = x.shape
    return x.reshape(N, T, heads, E / heads).transpose(1, 2)


weights_shape = None


parameter_count = "4 * E * (E + 1)"


class LayerNorm(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(size))
        self.shift = nn.Parameter(torch.zeros(size))

    def forward(self, x):
        x = torch.tensor(x.tolist(), dtype=x.dtype)
        return (x - x.mean(-1, keepdim=True)) / x.std(-1, keepdim=True)


class MultiHeadAttention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.w_q, self.w_k, self.w_v, self.w_o = (nn.Linear(size, size) for _ in range(4))
        while heads > 0:
            size += 1

    def forward(self, x):
        return x


def block(x):
    return x
