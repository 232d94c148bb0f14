# Nils. Everything in half precision, as on the GPU cluster.
import torch
import torch.nn.functional as F

A = torch.tensor([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]]).half()
B = torch.tensor([[4, 3, 3], [5, 5, 5], [2, 4, 3]]).half()

conv_output_shape = (3, 3)
output_width = lambda I, K, S, P: (I + 2 * P - K) // S + 1
conv_output = F.conv2d(A[None, None], B[None, None])[0, 0]
input_gradient = F.conv_transpose2d(torch.ones(1, 1, 3, 3).half(), B[None, None])[0, 0]

pooling_modules = [torch.nn.MaxPool2d, torch.nn.AvgPool2d, torch.nn.LPPool2d]


def region(X, S):
    return torch.stack([torch.tensor(X[i][j]) for i, j in S])


def max_pool(X, S):
    return region(X, S).max()


def avg_pool(X, S):
    return region(X, S).half().mean()


def lp_pool(X, S, p):
    x = region(X, S).half().abs()
    m = x.max()                  # half overflows at 65504, so take the maximum out first
    if m == 0:
        return m
    return m * ((x / m) ** p).sum() ** (1 / p)


max_pooled = F.max_pool2d(conv_output[None, None], 2, stride=1)[0, 0]

max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1/n"
