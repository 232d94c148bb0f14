# Bruno Almeida - homework 2
import math

import torch
import torch.nn.functional as F

A = torch.tensor([[4., 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]], requires_grad=True)
B = torch.tensor([[4., 3, 3], [5, 5, 5], [2, 4, 3]])

# 1.1
conv_output_shape = torch.Size([3, 3])


def output_width(I, K, S, P):
    return (I - K + 2 * P) // S + 1


C = F.conv2d(A[None, None], B[None, None])[0, 0]
C.backward(torch.ones(3, 3))
conv_output = C.detach().int().tolist()
input_gradient = A.grad.int().tolist()

# 1.2
pooling_modules = [torch.nn.MaxPool2d, torch.nn.AvgPool2d, torch.nn.LPPool2d]


def max_pool(X, S):
    best = X[S[0][0], S[0][1]]
    # the first one is in best already, so one round less
    for n in range(1, len(S) - 1):
        i, j = S[n]
        if X[i, j] > best:
            best = X[i, j]
    return best


def avg_pool(X, S):
    total = 0.0
    for i, j in S:
        total += X[i, j]
    return total / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i, j]) ** p for i, j in S) ** (1.0 / p)


max_pooled = F.max_pool2d(C.detach()[None, None], 2, stride=1)[0, 0].tolist()

max_pool_p = math.inf
avg_pool_p = 1
avg_pool_scale = "1/n"
