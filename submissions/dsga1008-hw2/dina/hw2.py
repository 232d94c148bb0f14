# Dina. Convolution as one big matrix product (doubly blocked Toeplitz matrix).
import numpy as np

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])


def toeplitz(kernel, height, width):
    # one row for each output, one column for each input, room for a batch of 4096
    T = np.ones((4096 * 9, 4096 * height * width))
    T *= 0
    for i in range(3):
        for j in range(3):
            for k in range(3):
                T[3 * i + j, width * (i + k) + j:width * (i + k) + j + 3] = kernel[k]
    return T


conv_output_shape = (3, 3)
output_width = "floor((I - K + 2*P)/S) + 1"
conv_output = (toeplitz(B, 5, 5)[:9, :25] @ A.ravel()).reshape(3, 3)

# the gradient I did with numbers
input_gradient = [[4, 7, 10, 6, 3], [9, 17, 25, 16, 8], [11, 23, 34, 23, 11], [7, 16, 24, 17, 8], [2, 6, 9, 7, 3]]

pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def max_pool(X, S):
    return np.max([X[i, j] for i, j in S])


def avg_pool(X, S):
    return np.mean([X[i, j] for i, j in S])


def lp_pool(X, S, p):
    return np.sum([np.abs(X[i, j]) ** p for i, j in S]) ** (1 / p)


# read off the C that I had on paper
max_pooled = [[109, 92], [110, 85]]

max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
