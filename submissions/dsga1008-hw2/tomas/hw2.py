# Tomas, hw 2
import torch

A = torch.IntTensor([[4,5,2,2,1],[3,3,2,2,4],[4,3,4,1,1],[5,1,4,1,2],[5,1,3,1,4]])
B = torch.IntTensor([[4,3,3],[5,5,5],[2,4,3]])

# a)
conv_output_shape = "(3, 3)"

# b)
output_width = r"$\left\lfloor \frac{I + 2P - K}{S} \right\rfloor + 1$"

# c) shift and add, no loop over the windows
conv_output = sum(B[k, l] * A[k:k+3, l:l+3] for k in range(3) for l in range(3))

# d) same thing backwards
input_gradient = torch.zeros(5, 5, dtype=torch.int32)
for k in range(3):
    for l in range(3):
        input_gradient[k:k+3, l:l+3] += B[k, l]

pooling_modules = {"torch.nn.MaxPool2d", "torch.nn.AvgPool2d", "torch.nn.LPPool2d"}

def max_pool(X, S):
    best = None
    for (i, j) in S:
        if best is None or X[i][j] > best:
            best = X[i][j]
    return best

def avg_pool(X, S):
    tot = 0.
    for (i, j) in S:
        tot += X[i][j]
    return tot / len(S)

def lp_pool(X, S, p):
    tot = 0.
    for (i, j) in S:
        tot += abs(X[i][j]) ** p
    return tot ** (1. / p)

# c)
max_pooled = (
    (max(conv_output[0, 0], conv_output[0, 1], conv_output[1, 0], conv_output[1, 1]).item(),
     max(conv_output[0, 1], conv_output[0, 2], conv_output[1, 1], conv_output[1, 2]).item()),
    (max(conv_output[1, 0], conv_output[1, 1], conv_output[2, 0], conv_output[2, 1]).item(),
     max(conv_output[1, 1], conv_output[1, 2], conv_output[2, 1], conv_output[2, 2]).item()),
)

# d)
max_pool_p = r"\infty"
avg_pool_p = "1"
avg_pool_scale = r"\frac{1}{n}"
