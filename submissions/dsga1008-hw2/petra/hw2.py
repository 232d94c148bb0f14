"""Petra: use the library, do not write it again."""
import torch
import torch.nn as nn
import torch.nn.functional as F

A = torch.tensor([[4., 5., 2., 2., 1.], [3., 3., 2., 2., 4.], [4., 3., 4., 1., 1.],
                  [5., 1., 4., 1., 2.], [5., 1., 3., 1., 4.]])
B = torch.tensor([[4., 3., 3.], [5., 5., 5.], [2., 4., 3.]])

conv_output = F.conv2d(A[None, None], B[None, None])[0, 0]
conv_output_shape = conv_output.shape
output_width = lambda I, K, S, P: F.conv1d(torch.zeros(1, 1, I), torch.zeros(1, 1, K), stride=S, padding=P).shape[-1]
input_gradient = torch.nn.grad.conv2d_input((1, 1, 5, 5), B[None, None], torch.ones(1, 1, 3, 3))[0, 0]

pooling_modules = [nn.MaxPool2d, nn.AvgPool2d, nn.LPPool2d]


def window(X, S):
    """The sub-region as one row, shape (1, 1, 1, |S|)."""
    return torch.tensor([X[i, j] for i, j in S], dtype=torch.float64).view(1, 1, 1, -1)


def max_pool(X, S):
    return nn.MaxPool2d((1, len(S)))(window(X, S)).item()


def avg_pool(X, S):
    return nn.AvgPool2d((1, len(S)))(window(X, S)).item()


def lp_pool(X, S, p):
    return nn.LPPool2d(p, (1, len(S)))(window(X, S)).item()


max_pooled = nn.MaxPool2d(2, stride=1)(conv_output[None])[0]

max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1"
