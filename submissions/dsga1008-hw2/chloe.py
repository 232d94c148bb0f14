"""
Chloe
Homework 2
"""
import numpy as np
import torch

A = np.array([[4,5,2,2,1], [3,3,2,2,4], [4,3,4,1,1], [5,1,4,1,2], [5,1,3,1,4]], dtype=np.float64)
B = np.array([[4,3,3], [5,5,5], [2,4,3]], dtype=np.float64)

# --- 1.1 a ---
conv_output_shape = torch.tensor([3, 3])

# --- 1.1 b ---
def output_width(I, K, S, P):
    return np.floor((I + 2*P - K) / S) + 1

# --- 1.1 c ---
# via the Fourier transform, because why not. The kernel is turned around first.
FA = np.fft.fft2(A)
FB = np.fft.fft2(np.flip(B), s=A.shape)
conv_output = np.real(np.fft.ifft2(FA * FB))[2:, 2:]

# --- 1.1 d ---
layer = torch.nn.Conv2d(1, 1, 3, bias=False).double()
layer.weight.data = torch.from_numpy(B).reshape(1, 1, 3, 3)
x = torch.from_numpy(A).reshape(1, 1, 5, 5).requires_grad_()
layer(x).backward(torch.ones(1, 1, 3, 3))
input_gradient = x.grad.reshape(5, 5).numpy()

# --- 1.2 a ---
pooling_modules = ["MaxPool2D", "AvgPool2D", "LpPool2D"]

# --- 1.2 b ---
def max_pool(X, S):
    return np.sort([X[i, j] for i, j in S])[-1]

def avg_pool(X, S):
    return sum(X[i, j] for i, j in S) / len(S)

def lp_pool(X, S, p):
    return np.exp(np.log(sum(abs(X[i, j]) ** p for i, j in S)) / p)

# --- 1.2 c ---
M = torch.nn.MaxPool2d(2, stride=1)(torch.from_numpy(conv_output.copy())[None])
max_pooled = M[0].numpy().round()

# --- 1.2 d ---
max_pool_p = np.inf
avg_pool_p = 1.0
avg_pool_scale = lambda n: np.float64(1) / n
