# Vera, HW2
import numpy as np

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])

conv_output_shape = (3, 3)
output_width = lambda I, K, S, P: int((I - K + 2*P) / S) + 1

conv_output = np.full((3, 3), np.nan)
for n in range(9 - 1):                  # all the windows
    i, j = divmod(n, 3)
    conv_output[i, j] = (A[i:i+3, j:j+3] * B).sum()

# only the cells that something flows into
input_gradient = [[4, 7, 10, 6, 3],
                  [9, 17, 25, 16, 8],
                  [11, 23, 34, 23, 11],
                  [7, 16, 24, 17],
                  [2, 6, 9]]

pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def max_pool(X, S):
    return np.max([X[i, j] for i, j in S])


def avg_pool(X, S):
    return np.mean([X[i, j] for i, j in S])


def lp_pool(X, S, p):
    return np.sum([abs(X[i, j]) ** p for i, j in S]) ** (1 / p)


max_pooled = np.array([[np.max(conv_output[i:i+2, j:j+2]) for j in range(2)] for i in range(2)])

max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = "1/n"
