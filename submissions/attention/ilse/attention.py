# Half precision inside; loops where none are allowed; attention by the library.
import math

import torch
from torch import nn


def attend(q, k, v, mask):
    out = torch.zeros(*q.shape[:-1], v.shape[-1], dtype=q.dtype)
    for n in range(q.shape[0]):
        for i in range(q.shape[1]):
            scores = k[n] @ q[n, i] / math.sqrt(q.shape[-1])
            out[n, i] = scores.masked_fill(~mask[i], float("-inf")).softmax(0) @ v[n]
    return out


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
        x = x.half()
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, keepdim=True, unbiased=False)
        return (x - mean) / torch.sqrt(var + 1e-5) * self.scale.half() + self.shift.half()


class MultiHeadAttention(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.w_q = nn.Linear(size, size)
        self.w_k = nn.Linear(size, size)
        self.w_v = nn.Linear(size, size)
        self.w_o = nn.Linear(size, size)

    def forward(self, x):
        N, T, E = x.shape
        q = split_heads(self.w_q(x), self.heads)
        k = split_heads(self.w_k(x), self.heads)
        v = split_heads(self.w_v(x), self.heads)
        out = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.w_o(out.transpose(1, 2).reshape(N, T, E))


class Block(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.attention = MultiHeadAttention(size, heads)
        self.norm1 = LayerNorm(size)
        self.norm2 = LayerNorm(size)
        self.up = nn.Linear(size, 4 * size)
        self.down = nn.Linear(4 * size, size)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.down(torch.relu(self.up(self.norm2(x))))
