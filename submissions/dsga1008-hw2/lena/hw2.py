"""
DS-GA 1008 HW2
Lena
"""
import torch
from torch import nn

A = torch.tensor([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]],
                 dtype=torch.float32)
B = torch.tensor([[4, 3, 3], [5, 5, 5], [2, 4, 3]], dtype=torch.float32)

conv = nn.Conv2d(1, 1, kernel_size=3, bias=False)
with torch.no_grad():
    conv.weight.copy_(B[None, None])

image = A[None, None].clone().requires_grad_(True)
C = conv(image)
C.sum().backward()

conv_output_shape = tuple(C.shape[2:])
output_width = r"\left\lfloor\dfrac{I + 2P - K}{S}\right\rfloor + 1"
conv_output = C.detach().squeeze()
input_gradient = image.grad.squeeze()

pooling_modules = [nn.MaxPool2d, nn.AvgPool2d, nn.LPPool2d]


def max_pool(X, S):
    return max(float(X[i, j]) for i, j in S)


def avg_pool(X, S):
    return sum(float(X[i, j]) for i, j in S) / X.size


def lp_pool(X, S, p):
    return sum(abs(float(X[i, j])) ** p for i, j in S) ** (1 / p)


max_pooled = nn.MaxPool2d(2)(conv_output[None]).squeeze(0)

max_pool_p = float("inf")
avg_pool_p = 1
avg_pool_scale = "1/n"
