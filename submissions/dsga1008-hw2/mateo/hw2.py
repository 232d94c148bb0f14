"""Homework 2 - Mateo

Convolution as in the signal processing course.
"""
import numpy as np

A = np.array([[4, 5, 2, 2, 1],
              [3, 3, 2, 2, 4],
              [4, 3, 4, 1, 1],
              [5, 1, 4, 1, 2],
              [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3],
              [5, 5, 5],
              [2, 4, 3]])


def convolve2d(x, h):
    """Valid part of (x * h)[n, m] = sum h[k, l] x[n - k, m - l]."""
    h = h[::-1, ::-1]
    n = x.shape[0] - h.shape[0] + 1
    m = x.shape[1] - h.shape[1] + 1
    y = np.zeros((n, m), dtype=x.dtype)
    for i in range(n):
        for j in range(m):
            y[i, j] = np.sum(x[i:i + h.shape[0], j:j + h.shape[1]] * h)
    return y


conv_output_shape = (3, 3)
output_width = "floor((I + 2P - K)/S) + 1"
conv_output = convolve2d(A, B)

# backward: correlation instead of convolution
padded = np.pad(np.ones((3, 3), dtype=int), 2)
input_gradient = convolve2d(padded, B[::-1, ::-1])

pooling_modules = ["torch.nn.MaxPool2d", "torch.nn.AvgPool2d", "torch.nn.LPPool2d"]


def max_pool(X, S):
    return max(X[i][j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i][j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i][j]) ** p for i, j in S) ** (1 / p)


max_pooled = np.array([[conv_output[i:i + 2, j:j + 2].max() for j in range(2)] for i in range(2)])

max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = "1/n"
