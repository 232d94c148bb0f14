import numpy as np

conv_output_shape = (3, 3)
output_width = "I - K + 2*P / S + 1"

# TODO
conv_output = np.zeros((3, 3))
input_gradient = np.zeros((5, 5))

pooling_modules = ["nn.MaxPool2d", "nn.AvgPool2d", "nn.LPPool2d"]


def max_pool(X, S):
    return max(X[i, j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i, j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    result = 0.0
    for i, j in S:
        result += abs(X[i, j]) ** p
    return result ** (1.0 / p)


max_pooled = np.array([[conv_output[i:i + 2, j:j + 2].max() for j in range(2)] for i in range(2)])

max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = "1/n"
