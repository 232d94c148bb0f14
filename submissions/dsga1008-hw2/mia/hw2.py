"""Homework 2, numpy version."""
import math

import numpy as np

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])


def im2col(x, k):
    h, w = x.shape[0] - k + 1, x.shape[1] - k + 1
    cols = np.zeros((k * k, h * w))
    for i in range(h):
        for j in range(w):
            cols[:, i * w + j] = x[i:i + k, j:j + k].ravel()
    return cols


def col2im(cols, shape, k):
    x = np.zeros(shape)
    h, w = shape[0] - k + 1, shape[1] - k + 1
    for i in range(h):
        for j in range(w):
            x[i:i + k, j:j + k] += cols[:, i * w + j].reshape(k, k)
    return x


conv_output = (B.ravel() @ im2col(A, 3)).reshape(3, 3)
conv_output_shape = conv_output.shape


def output_width(I, K, S, P):
    """Number of places where the kernel fits."""
    return math.floor((I - K + 2 * P) / S) + 1


dC = np.ones((1, 9))
input_gradient = col2im(np.outer(B.ravel(), dC), A.shape, 3)

pooling_modules = ("nn.MaxPool2d", "nn.AvgPool2d", "nn.LPPool2d")


def _gather(X, S):
    return np.array([X[i, j] for (i, j) in S])


def max_pool(X, S):
    return _gather(X, S).max()


def avg_pool(X, S):
    return _gather(X, S).mean()


def lp_pool(X, S, p):
    return np.power(np.sum(np.abs(_gather(X, S)) ** p), 1.0 / p)


max_pooled = im2col(conv_output, 2).max(axis=0).reshape(2, 2)

max_pool_p = np.inf
avg_pool_p = 1.0
avg_pool_scale = "1/n"

if __name__ == "__main__":
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots(1, 3)
    for a, m, t in zip(ax, (A, conv_output, input_gradient), "ACG"):
        a.imshow(m)
        a.set_title(t)
    plt.show()
