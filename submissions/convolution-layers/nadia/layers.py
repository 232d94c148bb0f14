# A right derivative of the wrong forward: the kernel is turned around in both.
import numpy as np


def conv_forward(x, w, b, stride, padding):
    N, C, H, W = x.shape
    F, _, K, L = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    Ho = (H + 2 * padding - K) // stride + 1
    Wo = (W + 2 * padding - L) // stride + 1
    out = np.zeros((N, F, Ho, Wo))
    for n in range(N):
        for f in range(F):
            for i in range(Ho):
                for j in range(Wo):
                    window = xp[n, :, i*stride:i*stride+K, j*stride:j*stride+L]
                    out[n, f, i, j] = np.sum(window * w[f, :, ::-1, ::-1]) + b[f]
    return out, (x, w, b, stride, padding)


def conv_backward(dout, cache):
    x, w, b, stride, padding = cache
    N, C, H, W = x.shape
    F, _, K, L = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp = np.zeros_like(xp)
    dw = np.zeros_like(w)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    rows = slice(i*stride, i*stride + K)
                    columns = slice(j*stride, j*stride + L)
                    dw[f] += dout[n, f, i, j] * xp[n, :, rows, columns][:, ::-1, ::-1]
                    dxp[n, :, rows, columns] += dout[n, f, i, j] * w[f, :, ::-1, ::-1]
    db = dout.sum(axis=(0, 2, 3))
    return dxp[:, :, padding:padding+H, padding:padding+W], dw, db


def max_pool_forward(x, height, width, stride):
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - height) // stride + 1, (W - width) // stride + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = x[:, :, i*stride:i*stride+height, j*stride:j*stride+width]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out, (x, height, width, stride)


def max_pool_backward(dout, cache):
    x, height, width, stride = cache
    dx = np.zeros_like(x)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = x[:, :, i*stride:i*stride+height, j*stride:j*stride+width]
            mask = window == window.max(axis=(2, 3), keepdims=True)
            dx[:, :, i*stride:i*stride+height, j*stride:j*stride+width] += mask * dout[:, :, i:i+1, j:j+1]
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
    x, gamma, eps = cache
    axes = (0, 2, 3)
    mean = x.mean(axis=axes, keepdims=True)
    inverse = 1 / np.sqrt(x.var(axis=axes, keepdims=True) + eps)
    normal = (x - mean) * inverse
    dgamma = (dout * normal).sum(axis=axes)
    dbeta = dout.sum(axis=axes)
    d = dout * gamma[:, None, None]
    dx = inverse * (d - d.mean(axis=axes, keepdims=True) - normal * (d * normal).mean(axis=axes, keepdims=True))
    return dx, dgamma, dbeta


def batch_norm_eval(x, gamma, beta, mean, var, eps):
    shape = (1, -1, 1, 1)
    normal = (x - mean.reshape(shape)) / np.sqrt(var.reshape(shape) + eps)
    return gamma.reshape(shape) * normal + beta.reshape(shape)


def update_running(mean, var, x, momentum):
    mean = (1 - momentum) * mean + momentum * x.mean(axis=(0, 2, 3))
    var = (1 - momentum) * var + momentum * x.var(axis=(0, 2, 3), ddof=1)
    return mean, var
