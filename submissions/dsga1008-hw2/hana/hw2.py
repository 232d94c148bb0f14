import numpy as np

### Problem 1.1

A = [[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]]
B = [[4, 3, 3], [5, 5, 5], [2, 4, 3]]

conv_output_shape = (3, 3)
output_width = "⌊(I + P − K)/S⌋ + 1"

conv_output = np.array([[sum(A[i + k][j + l] * B[k][l] for k in range(3) for l in range(3))
                         for j in range(3)] for i in range(3)])

# eq. (7): sum over the outputs (n, m) that see the cell (i, j)
input_gradient = np.zeros((5, 5), dtype=int)
for i in range(5):
    for j in range(5):
        for n in range(3):
            for m in range(3):
                if 0 <= i - n < 3 and 0 <= j - m < 3:
                    input_gradient[i, j] += B[i - n][j - m]

### Problem 1.2

pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def max_pool(X, S):
    return max([X[n[0], n[1]] for n in S])


def avg_pool(X, S):
    return sum([X[n[0], n[1]] for n in S]) / len(S)


def lp_pool(X, S, p):
    total = 0
    for n in S:
        total = total + abs(X[n[0], n[1]]) ** p
    return total


max_pooled = np.array([[109, 92], [110, 85]])

max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
