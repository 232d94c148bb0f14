import os
import json
import pandas as pd
import torchvision
import torchvision.transforms as transforms
import matplotlib.pyplot as plt
import seaborn as sns
import numpy as np
import torch

sns.set_theme()
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print("running on", device)

A = torch.tensor([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]],
                 device=device)
B = torch.tensor([[4, 3, 3], [5, 5, 5], [2, 4, 3]], device=device)

conv_output_shape = (A.shape[0] - B.shape[0] + 1, A.shape[1] - B.shape[1] + 1)


def output_width(I, K, S, P):
    return len(range(0, I + 2 * P - K + 1, S))


conv_output = torch.zeros(conv_output_shape, dtype=torch.long)
input_gradient = torch.zeros_like(A)
for i in range(3):
    for j in range(3):
        conv_output[i, j] = torch.sum(A[i:i + 3, j:j + 3] * B)
        input_gradient[i:i + 3, j:j + 3] += B

pooling_modules = [torch.nn.MaxPool2d, torch.nn.AvgPool2d, torch.nn.LPPool2d]


def max_pool(X, S):
    return np.max([X[tuple(n)] for n in S])


def avg_pool(X, S):
    return np.mean([X[tuple(n)] for n in S])


def lp_pool(X, S, p):
    return np.sum([np.abs(X[tuple(n)]) ** p for n in S]) ** (1 / p)


max_pooled = torch.tensor([[conv_output[i:i + 2, j:j + 2].max() for j in range(2)] for i in range(2)])

plt.imshow(conv_output)
plt.savefig("conv.png")

max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
