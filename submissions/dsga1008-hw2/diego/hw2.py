# Homework 2
# Diego
import torch
import torch.nn.functional as F

A = torch.tensor([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1],
                  [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]]).float()
B = torch.tensor([[4, 3, 3], [5, 5, 5], [2, 4, 3]]).float()


def output_width(I, K, S, P):
    return (I + 2 * P - K) // S


# consistent with (b)
conv_output_shape = (output_width(5, 3, 1, 0), output_width(5, 3, 1, 0))
print("shape", conv_output_shape)

conv_output = F.conv2d(A[None, None], B[None, None]).squeeze()
input_gradient = F.conv_transpose2d(torch.ones(1, 1, 3, 3), B[None, None]).squeeze()

pooling_modules = [torch.nn.MaxPool2d, torch.nn.AvgPool2d, torch.nn.LPPool2d]


def max_pool(X, S):
    return max(X[i][j] for (i, j) in S)


def avg_pool(X, S):
    return sum(X[i][j] for (i, j) in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i][j]) ** p for (i, j) in S) ** (1 / p)


max_pooled = F.max_pool2d(conv_output[None, None], kernel_size=2, stride=1).squeeze()

max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
