# -*- coding: utf-8 -*-
"""
HW2 — Priya
(einsum everywhere, I like it)
"""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

A = np.array([[4, 5, 2, 2, 1],
              [3, 3, 2, 2, 4],
              [4, 3, 4, 1, 1],
              [5, 1, 4, 1, 2],
              [5, 1, 3, 1, 4]], dtype=np.int64)
B = np.array([[4, 3, 3],
              [5, 5, 5],
              [2, 4, 3]], dtype=np.int64)

conv_output_shape = [3, 3]

output_width = "⌊(I + 2P − K)/S⌋ + 1"

conv_output = np.einsum('ijkl,kl->ij', sliding_window_view(A, B.shape), B)

# dE/dA = full correlation of the upstream gradient with B turned by 180°
upstream = np.pad(np.ones((3, 3), dtype=np.int64), 2)
input_gradient = np.einsum('ijkl,kl->ij', sliding_window_view(upstream, (3, 3)), B[::-1, ::-1])

assert conv_output[0, 0] == 4*4 + 5*3 + 2*3 + 3*5 + 3*5 + 2*5 + 4*2 + 3*4 + 4*3

pooling_modules = ['torch.nn.MaxPool2d', 'torch.nn.AvgPool2d', 'torch.nn.LPPool2d']


def max_pool(X, S):
    rows, cols = zip(*S)
    return np.max(X[rows, cols])


def avg_pool(X, S):
    rows, cols = zip(*S)
    return np.mean(X[rows, cols])


def lp_pool(X, S, p):
    rows, cols = zip(*S)
    return np.linalg.norm(X[rows, cols], ord=p)


max_pooled = sliding_window_view(conv_output, (2, 2)).max(axis=(-1, -2))

max_pool_p = "∞"
avg_pool_p = 1
avg_pool_scale = "1/n"

pooling_explanation = """
Factor out the largest entry m = max |x|:  LP = m · (Σ (|x|/m)^p)^(1/p).  The sum lies between 1 and
n, so its p-th root goes to 1 and LP goes to m when p → ∞.  For p = 1, LP is the sum of the |x|, and
that is n times the average.  Both are only true when all entries are ≥ 0, because of the |·|.
"""
