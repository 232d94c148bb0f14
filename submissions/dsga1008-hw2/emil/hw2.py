import numpy as np

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])

conv_output_shape = (3, 3)
output_width = "floor((I+2*P-K)/S)+1"

# weighted average under the kernel
conv_output = np.array([[np.mean(A[i:i+3, j:j+3] * B) for j in range(3)] for i in range(3)])

# gradient: add up the kernel wherever it lies
input_gradient = np.zeros((5, 5))
for i in range(3):
    for j in range(3):
        input_gradient[i:i+3, j:j+3] += B

pooling_modules = ["nn.MaxPool2d", "nn.AvgPool2d", "nn.LPPool2d", "nn.FractionalMaxPool2d"]


def max_pool(X, S):
    return max(X[i, j] for i, j in S)


def avg_pool(X, S):
    return np.mean([X[i, j] for i, j in S])


def lp_pool(X, S, p):
    return np.sum(np.array([abs(X[i, j]) for i, j in S]) ** p) ** (1 / p)


max_pooled = np.array([[conv_output[i:i+2, j:j+2].max() for j in range(2)] for i in range(2)])

max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = "1/n"
