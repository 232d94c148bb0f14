# No loops over images: windows as views.
import numpy as np


def windows(x, K, L, stride):
    """All windows, as a view: (N, C, Ho, Wo, K, L)."""
    view = np.lib.stride_tricks.sliding_window_view(x, (K, L), axis=(2, 3))
    return view[:, :, ::stride, ::stride]


def conv_forward(x, w, b, stride, padding):
    xp = np.pad(x, [(0, 0), (0, 0), (padding,) * 2, (padding,) * 2])
    cols = windows(xp, w.shape[2], w.shape[3], stride)
    out = np.einsum("ncijkl,fckl->nfij", cols, w) + b[None, :, None, None]
    return out, {"cols": cols, "w": w, "shape": x.shape, "stride": stride, "padding": padding}


def conv_backward(dout, cache):
    cols, w, stride, p = cache["cols"], cache["w"], cache["stride"], cache["padding"]
    N, C, H, W = cache["shape"]
    K, L = w.shape[2:]
    dw = np.einsum("nfij,ncijkl->fckl", dout, cols)
    dxp = np.zeros((N, C, H + 2 * p, W + 2 * p))
    for k in range(K):
        for l in range(L):
            part = np.einsum("nfij,fc->ncij", dout, w[:, :, k, l])
            dxp[:, :, k:k + stride * dout.shape[2]:stride, l:l + stride * dout.shape[3]:stride] += part
    return dxp[:, :, p:p + H, p:p + W], dw, dout.sum((0, 2, 3))


def max_pool_forward(x, height, width, stride):
    return windows(x, height, width, stride).max((-2, -1)), (x, height, width, stride)


def max_pool_backward(dout, cache):
    x, height, width, stride = cache
    dx = np.zeros(x.shape)
    flat = windows(x, height, width, stride).reshape(*dout.shape, -1).argmax(-1)
    for n, c, i, j in np.ndindex(dout.shape):
        row, column = divmod(flat[n, c, i, j], width)
        dx[n, c, i * stride + row, j * stride + column] += dout[n, c, i, j]
    return dx


def avg_pool_forward(x, height, width, stride):
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - height) // stride + 1, (W - width) // stride + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = x[:, :, i*stride:i*stride+height, j*stride:j*stride+width]
            out[:, :, i, j] = window.mean(axis=(2, 3))
    return out, (x, height, width, stride)


def avg_pool_backward(dout, cache):
    x, height, width, stride = cache
    dx = np.zeros_like(x)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            share = dout[:, :, i:i+1, j:j+1] / (height * width)
            dx[:, :, i*stride:i*stride+height, j*stride:j*stride+width] += share
    return dx


def batch_norm_forward(x, gamma, beta, eps):
    mean = x.mean(axis=(0, 2, 3), keepdims=True)
    var = x.var(axis=(0, 2, 3), keepdims=True)
    normal = (x - mean) / np.sqrt(var + eps)
    return gamma[:, None, None] * normal + beta[:, None, None], (x, gamma, eps)


def batch_norm_backward(dout, cache):
    # step by step through the graph
    x, gamma, eps = cache
    g = gamma.reshape(1, -1, 1, 1)
    m = x.size / x.shape[1]
    s = lambda a: a.sum((0, 2, 3), keepdims=True)
    mu = s(x) / m
    centred = x - mu
    var = s(centred ** 2) / m
    std = np.sqrt(var + eps)
    dnormal = dout * g
    dvar = s(dnormal * centred * -0.5 * std ** -3)
    dmu = s(-dnormal / std) + dvar * s(-2 * centred) / m
    dx = dnormal / std + dvar * 2 * centred / m + dmu / m
    return dx, (dout * centred / std).sum((0, 2, 3)), dout.sum((0, 2, 3))


def batch_norm_eval(x, gamma, beta, mean, var, eps):
    shape = (1, -1, 1, 1)
    normal = (x - mean.reshape(shape)) / np.sqrt(var.reshape(shape) + eps)
    return gamma.reshape(shape) * normal + beta.reshape(shape)


def update_running(mean, var, x, momentum):
    mean = (1 - momentum) * mean + momentum * x.mean(axis=(0, 2, 3))
    var = (1 - momentum) * var + momentum * x.var(axis=(0, 2, 3), ddof=1)
    return mean, var
