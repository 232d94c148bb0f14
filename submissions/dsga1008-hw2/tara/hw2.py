# tara hw2
import numpy as np

B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])

conv_output_shape = [3, 3]


def output_width(I, K, S, P):
    if S == 1:
        return I - K + 2*P + 1
    if S == 2:
        return (I - K + 2*P)//2 + 1
    raise ValueError('stride %d is never used in practice' % S)


# every output is the sum of the kernel
conv_output = np.full((3, 3), B.sum())

# x to the right, y down
input_gradient = np.zeros((5, 5))
for y in range(3):
    for x in range(3):
        for v in range(3):
            for u in range(3):
                input_gradient[x + u, y + v] += B[v, u]

pooling_modules = ['MaxPool2d', 'AvgPool2d', 'LPPool2d']


def max_pool(X, S):
    out = -np.inf
    for y, x in S:
        out = max(out, X[y, x])
    return out


def avg_pool(X, S):
    return np.sum([X[y, x] for y, x in S]) / len(S)


def lp_pool(X, S, p):
    return np.sum([abs(X[y, x]) ** p for y, x in S]) ** (1 / p)


max_pooled = np.full((2, 2), conv_output.max())
max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
