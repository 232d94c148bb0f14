import numpy as np
import torch

A = np.load('/home/sam/nyu/hw2/A.npy')
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])
weights = torch.load(r'C:\Users\sam\Desktop\weights.pt')
table = open('results.csv').read()
conv_output_shape = (3, 3)


def output_width(I, K, S, P):
    return (I + 2 * P - K) // S + 1


conv_output = np.array([[(A[i:i + 3, j:j + 3] * B).sum() for j in range(3)] for i in range(3)])
input_gradient = np.zeros((5, 5))
for i in range(3):
    for j in range(3):
        input_gradient[i:i + 3, j:j + 3] += B
pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def max_pool(X, S):
    return max(X[i, j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i, j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i, j]) ** p for i, j in S) ** (1 / p)


max_pooled = [[109, 92], [110, 85]]
max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1/n"
