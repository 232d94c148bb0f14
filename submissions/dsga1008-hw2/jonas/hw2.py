import math
import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(1008)

A = torch.tensor([
    [4., 5., 2., 2., 1.],
    [3., 3., 2., 2., 4.],
    [4., 3., 4., 1., 1.],
    [5., 1., 4., 1., 2.],
    [5., 1., 3., 1., 4.],
], requires_grad=True)
B = torch.tensor([[4., 3., 3.], [5., 5., 5.], [2., 4., 3.]])

out = F.conv2d(A[None, None], B[None, None])
print('conv:', out)

### 1.1 (a)
conv_output_shape = out.squeeze().shape

### 1.1 (b), eq. (3) from the slides
output_width = r"O = \left\lceil \frac{(I+2P) - (K-1)}{S} \right\rceil \tag{3}"

### 1.1 (c)
conv_output = out[0, 0]

### 1.1 (d)
conv_output.backward(torch.ones(3, 3))
input_gradient = A.grad

### 1.2 (a)
pooling_modules = [nn.MaxPool2d, nn.AvgPool2d, nn.LPPool2d]


### 1.2 (b)
def max_pool(X, S):
    x = torch.as_tensor(X)
    return torch.stack([x[i, j] for i, j in S]).max()


def avg_pool(X, S):
    x = torch.as_tensor(X)
    return torch.stack([x[i, j] for i, j in S]).mean()


def lp_pool(X, S, p):
    x = torch.as_tensor(X)
    return torch.linalg.vector_norm(torch.stack([x[i, j] for i, j in S]), ord=p)


### 1.2 (c)
max_pooled = nn.MaxPool2d(kernel_size=2, stride=1)(out)[0, 0]

### 1.2 (d)
max_pool_p = math.inf
avg_pool_p = 1


def avg_pool_scale(n):
    return 1.0 / n
