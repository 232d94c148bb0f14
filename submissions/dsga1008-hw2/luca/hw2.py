"""luca - homework 2"""
import numpy as np

A = np.array([[4, 5, 2, 2, 1], [3, 3, 2, 2, 4], [4, 3, 4, 1, 1], [5, 1, 4, 1, 2], [5, 1, 3, 1, 4]])
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]])


def conv2d(image, kernel, stride=1):
    k = kernel.shape[0]
    o = (image.shape[0] - k) // stride + 1
    result = np.empty((o, o))
    for r in range(o):
        for c in range(o):
            patch = image[r * stride:r * stride + k, c * stride:c * stride + k]
            result[r, c] = (patch * kernel).sum()
    return result


conv_output = conv2d(A, B)
conv_output_shape = conv_output.shape

# as in conv2d above
output_width = "(I - K) // S + 1"

input_gradient = conv2d(np.pad(np.ones((3, 3)), 2), np.rot90(B, 2))

pooling_modules = ["nn.MaxPool2d", "nn.AvgPool2d", "nn.LPPool2d"]


def max_pool(X, S):
    # strongest activation
    return np.max([np.abs(X[i, j]) for i, j in S])


def avg_pool(X, S):
    return np.mean([X[i, j] for i, j in S])


def lp_pool(X, S, p):
    return np.sum([np.abs(X[i, j]) ** p for i, j in S]) ** (1 / p)


max_pooled = np.zeros((2, 2))
for r in range(2):
    for c in range(2):
        max_pooled[r, c] = conv_output[r:r + 2, c:c + 2].max()

max_pool_p = np.inf
avg_pool_p = 1
avg_pool_scale = lambda n: 1 / n
pooling_explanation = ("lim p->inf (sum |x|^p)^(1/p) = max |x|, so max pooling is LP pooling with p = inf "
                       "if the activations are >= 0 (after a ReLU they are). With p=1 we get n times the mean.")
