"""DS-GA 1008: Deep Learning, Homework 2.

Replace every None, and the body of every function. What you leave as it is counts as missing.
"""
import numpy as np

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])

# 1.1 (a) Output shape
conv_output_shape = (3, 3)


# 1.1 (b) Output width
def output_width(I, K, S, P):
    raise NotImplementedError


# 1.1 (c) Convolution result, 3x3
# only the diagonal so far, rest tomorrow
conv_output = np.zeros((3, 3))
for i in range(3):
    conv_output[i, i] = (A[i:i + 3, i:i + 3] * B).sum()

# 1.1 (d) Gradient with respect to the image, 5x5
input_gradient = ...

# 1.2 (a) Pooling modules
pooling_modules = ["nn.MaxPool2d"]


# 1.2 (b) Pooling formulas
def max_pool(X, S):
    return max(X[i, j] for i, j in S)


def avg_pool(X, S):
    ...


def lp_pool(X, S, p):
    pass


# 1.2 (c) Max-pooling of C, 2x2

# 1.2 (d) Pooling as LP-pooling
max_pool_p = float("inf")
avg_pool_p = None
avg_pool_scale = None
