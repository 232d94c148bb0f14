# Noor - HW2
import numpy as np

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])

# convolution does not change the size of the picture
conv_output_shape = A.shape


def output_width(I, K, S, P):
    # width after padding, minus what the kernel cuts off
    return I + 2 * P - K + 1


C = np.zeros((3, 3))
for i in range(3):
    for j in range(3):
        C[i, j] = np.sum(A[i:i + 3, j:j + 3] * B)
conv_output = C

grad = np.zeros((5, 5))
for i in range(3):
    for j in range(3):
        grad[i:i + 3, j:j + 3] += B
input_gradient = grad

pooling_modules = ["nn.MaxPool2d", "nn.AvgPool2d", "nn.LPPool2d"]


def max_pool(X, S):
    return max(X[i, j] for i, j in S)


def avg_pool(X, S):
    return np.mean([X[i, j] for i, j in S])


def lp_pool(X, S, p):
    return np.sum([abs(X[i, j]) ** p for i, j in S]) ** (1 / p)


max_pooled = np.array([[C[i:i + 2, j:j + 2].max() for j in range(2)] for i in range(2)])

max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = "1/n"
