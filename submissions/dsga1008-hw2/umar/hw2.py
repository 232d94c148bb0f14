import torch
import torch.nn.functional as F

A = torch.tensor([[[[4., 5., 2., 2., 1.],
                    [3., 3., 2., 2., 4.],
                    [4., 3., 4., 1., 1.],
                    [5., 1., 4., 1., 2.],
                    [5., 1., 3., 1., 4.]]]], requires_grad=True)
B = torch.tensor([[[[4., 3., 3.],
                    [5., 5., 5.],
                    [2., 4., 3.]]]])

conv_output = F.conv2d(A, B)
conv_output_shape = conv_output.shape
conv_output.backward(torch.ones_like(conv_output))
input_gradient = A.grad

def output_width(I, K, S):
    # no padding in this exercise
    return (I - K) // S + 1

pooling_modules = "torch.nn.MaxPool2d, torch.nn.AvgPool2d, torch.nn.LPPool2d"

def max_pool(X, S):
    return torch.tensor([X[i, j] for i, j in S]).max()

def avg_pool(X, S):
    return torch.tensor([X[i, j] for i, j in S]).mean()

def lp_pool(X, S, p):
    return torch.tensor([X[i, j] for i, j in S]).norm(p)

max_pooled = F.max_pool2d(conv_output, 2, 1)

max_pool_p = torch.inf
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
