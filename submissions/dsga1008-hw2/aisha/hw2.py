# Aisha
# HW2
import numpy as np

A = np.array([4, 5, 2, 2, 1, 3, 3, 2, 2, 4, 4, 3, 4, 1, 1, 5, 1, 4, 1, 2, 5, 1, 3, 1, 4]).reshape(5, 5)
B = np.array([4, 3, 3, 5, 5, 5, 2, 4, 3]).reshape(3, 3, order="F")   # column by column, like matlab

conv_output_shape = (3, 3)
output_width = lambda I, K, S, P: (I - K + 2 * P + S) // S

C = np.zeros((3, 3), dtype=int)
for i in range(3):
    for j in range(3):
        C[i, j] = (A[i:i+3, j:j+3] * B).sum()
conv_output = C

# by hand, from the matrix on the sheet
input_gradient = np.array([
    [4, 7, 10, 6, 3],
    [9, 17, 25, 16, 8],
    [11, 23, 34, 23, 11],
    [7, 16, 24, 17, 8],
    [2, 6, 9, 7, 3]])

pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def max_pool(X, S):
    biggest = 0
    for i, j in S:
        if X[i, j] > biggest:
            biggest = X[i, j]
    return biggest


def avg_pool(X, S):
    total = 0
    for i, j in S:
        total += X[i, j]
    return total / len(S)


def lp_pool(X, S, p):
    total = 0
    for i, j in S:
        total += abs(X[i, j]) ** p
    return total ** (1 / p)


max_pooled = np.zeros((2, 2), dtype=int)
for i in range(2):
    for j in range(2):
        max_pooled[i, j] = max_pool(C, [(i, j), (i, j+1), (i+1, j), (i+1, j+1)])

max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
