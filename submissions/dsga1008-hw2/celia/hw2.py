"""HW2 Celia"""
import numpy as np

A = np.array([[4, 5, 2, 2, 1],
              [3, 3, 2, 2, 4],
              [4, 3, 4, 1, 1],
              [5, 1, 4, 1, 2],
              [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3],
              [5, 5, 5],
              [2, 4, 3]])

conv_output_shape = (3, 3)
output_width = "floor((I + 2P - K)/S) + 1"
conv_output = np.zeros((3, 3), dtype=int)
input_gradient = np.zeros((5, 5), dtype=int)
for r in range(3):
    for c in range(3):
        conv_output[r, c] = np.sum(A[r:r+3, c:c+3] * B)
        input_gradient[r:r+3, c:c+3] += B

pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def values(X, S):
    return np.array([X[i][j] for i, j in S])


def max_pool(X, S):
    return values(X, S).max()


def avg_pool(X, S):
    return values(X, S).mean()


def power(x, p):
    # x^p by multiplying p times
    out = 1.0
    for _ in range(int(p)):
        out = out * x
    return out


def lp_pool(X, S, p):
    total = 0.0
    for v in values(X, S):
        total += power(abs(v), p)
    return total ** (1 / int(p))


max_pooled = [[int(conv_output[r:r+2, c:c+2].max()) for c in range(2)] for r in range(2)]

max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1/n"
