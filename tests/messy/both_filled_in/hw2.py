import numpy as np

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])

# 1.1
conv_output_shape = (3, 3)


def output_width(I, K, S, P):
    return (I + 2 * P - K) // S + 1


conv_output = np.array([[(A[i:i + 3, j:j + 3] * B).sum() for j in range(3)] for i in range(3)])
input_gradient = np.zeros((5, 5))
for i in range(3):
    for j in range(3):
        input_gradient[i:i + 3, j:j + 3] += B

# 1.2
pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def max_pool(X, S):
    return max(X[i, j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i, j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i, j]) ** p for i, j in S) ** (1 / p)


max_pooled = np.array([[conv_output[i:i + 2, j:j + 2].max() for j in range(2)] for i in range(2)])
max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1/n"


def train():
    raise RuntimeError("only when started as a program")


if __name__ == "__main__":
    train()
