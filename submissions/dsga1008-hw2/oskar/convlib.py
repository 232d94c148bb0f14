"""2-d convolution, forward and backward, plain numpy."""
import numpy as np

A = np.array([
    [4, 5, 2, 2, 1],
    [3, 3, 2, 2, 4],
    [4, 3, 4, 1, 1],
    [5, 1, 4, 1, 2],
    [5, 1, 3, 1, 4],
], dtype=float)
B = np.array([[4, 3, 3], [5, 5, 5], [2, 4, 3]], dtype=float)


def windows(x, k):
    """All k x k windows of x, as a list of rows."""
    return [[x[i:i + k, j:j + k] for j in range(x.shape[1] - k + 1)]
            for i in range(x.shape[0] - k + 1)]


def conv(x, w):
    return np.array([[np.sum(win * w) for win in row] for row in windows(x, len(w))])


def conv_backward(dout, x, w):
    dx = np.zeros_like(x)
    for i in range(dout.shape[0]):
        for j in range(dout.shape[1]):
            dx[i:i + w.shape[0], j:j + w.shape[1]] += dout[i, j] * w
    return dx
