"""Eight operations, each with correct float32 implementations of it and with wrong ones.

The correct ones differ in the order they add in, in what they factor out, and in the library; each
takes float32 arrays. None is a reference of ours.
"""

import numpy as np
import torch
import torch.nn.functional as fn

STREAM = np.random.default_rng(20)
F32 = np.float32


def normal(*shape, spread=1.0, mean=0.0):
    """Float64 numbers that float32 holds exactly."""
    return (STREAM.normal(mean, spread, shape)).astype(F32).astype(np.float64)


def t(array, dtype=torch.float32):
    return torch.from_numpy(np.array(array)).to(dtype)


def conv_loop(x, k):
    rows, columns = (x.shape[n] - k.shape[n] + 1 for n in (0, 1))
    found = np.zeros((rows, columns), F32)
    for i, j in np.ndindex(rows, columns):
        total = F32(0)
        for a, b in np.ndindex(*k.shape):
            total += x[i + a, j + b] * k[a, b]
        found[i, j] = total
    return found


def conv_windows(x, k):
    windows = np.lib.stride_tricks.sliding_window_view(x, k.shape)
    return windows.reshape(*windows.shape[:2], -1) @ k.ravel()


def conv_einsum(x, k):
    return np.einsum("ijab,ab->ij", np.lib.stride_tricks.sliding_window_view(x, k.shape), k)


def conv_shift_add(x, k, order=1):
    rows, columns = (x.shape[n] - k.shape[n] + 1 for n in (0, 1))
    cells = list(np.ndindex(*k.shape))[::order]
    return sum((k[a, b] * x[a : a + rows, b : b + columns] for a, b in cells), F32(0))


def conv_fft(x, k):
    shape = tuple(x.shape[n] + k.shape[n] - 1 for n in (0, 1))
    flipped = t(k).flip(0, 1)
    product = torch.fft.rfft2(t(x), s=shape) * torch.fft.rfft2(flipped, s=shape)
    full = torch.fft.irfft2(product, s=shape)
    return full[k.shape[0] - 1 : x.shape[0], k.shape[1] - 1 : x.shape[1]].numpy()


def conv_torch(x, k):
    return fn.conv2d(t(x)[None, None], t(k)[None, None])[0, 0].numpy()


CONVOLUTION = (
    lambda n: fn.conv2d(n["x"][None, None], n["k"][None, None])[0, 0],
    {"x": normal(9, 8), "k": normal(3, 4)},
    [
        conv_loop,
        conv_windows,
        conv_einsum,
        conv_shift_add,
        lambda x, k: conv_shift_add(x, k, -1),
        conv_fft,
        conv_torch,
    ],
    [
        lambda x, k: conv_torch(x, k[::-1, ::-1].copy()),
        lambda x, k: conv_torch(x, -k),
        lambda x, k: conv_torch(x, k[::-1].copy()),
        lambda x, k: conv_torch(x, k) / k.size,
        lambda x, k: np.maximum(conv_torch(x, k), 0),
        lambda x, k: conv_torch(x.astype(np.float16), k).astype(np.float16),
        lambda x, k: conv_torch(x, k) * F32(1.001),
    ],
)

MEAN = (
    lambda n: n["x"].mean(),
    {"x": normal(7, 9, mean=3)},
    [
        lambda x: x.mean(),
        lambda x: F32(sum(x.ravel().tolist()) / x.size),
        lambda x: np.add.reduce(x.ravel()) / F32(x.size),
        lambda x: np.cumsum(x.ravel())[-1] / F32(x.size),
        lambda x: (x / F32(x.size)).sum(),
        lambda x: x.mean(0).mean(),
        lambda x: t(x).sum().div(x.size).numpy(),
    ],
    [
        lambda x: x.sum(),
        lambda x: np.abs(x).mean() * F32(1.0001),
        lambda x: x.sum() / (x.size - 1),
        lambda x: x.max(),
        lambda x: x.astype(np.float16).mean(),
    ],
)


def powers_loop(x, p=3):
    total = F32(0)
    for value in x.ravel():
        total += np.abs(value) ** F32(p)
    return total ** F32(1 / p)


LP = (
    lambda n: (n["x"].abs() ** 3).sum() ** (1 / 3),
    {"x": normal(5, 5, spread=3)},
    [
        powers_loop,
        lambda x: np.linalg.norm(x.ravel(), 3),
        lambda x: t(x).norm(p=3).numpy(),
        lambda x: np.abs(x).max() * ((np.abs(x) / np.abs(x).max()) ** F32(3)).sum() ** F32(1 / 3),
        lambda x: np.exp(np.log((np.abs(x) ** 3).sum()) / F32(3)),
    ],
    [
        lambda x: np.cbrt((x**3).sum()),
        lambda x: (np.abs(x) ** 3).sum(),
        lambda x: np.cbrt((np.abs(x) ** 3).mean()),
        lambda x: np.linalg.norm(x.ravel()),
        lambda x: np.abs(x).max(),
    ],
)


def shifted_softmax(x):
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


SOFTMAX = (
    lambda n: torch.softmax(n["x"], -1),
    {"x": normal(4, 6, spread=4)},
    [
        shifted_softmax,
        lambda x: np.exp(x) / np.exp(x).sum(-1, keepdims=True),
        lambda x: np.exp(x - np.log(np.exp(x).sum(-1, keepdims=True))),
        lambda x: torch.softmax(t(x), -1).numpy(),
        lambda x: torch.log_softmax(t(x), -1).exp().numpy(),
    ],
    [
        lambda x: shifted_softmax(x.T).T,
        lambda x: shifted_softmax(-x),
        lambda x: shifted_softmax(x / 2),
        lambda x: np.log(shifted_softmax(x)),
        lambda x: np.exp(x - x.max(-1, keepdims=True)),
        lambda x: shifted_softmax(x.astype(np.float16)),
    ],
)


def two_pass(x, eps=1e-5):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + F32(eps))


def rsqrt_norm(x):
    centred = x - x.sum(-1, keepdim=True) / 16
    return centred * torch.rsqrt(x.var(-1, correction=0, keepdim=True) + 1e-5)


LAYER_NORM = (
    lambda n: fn.layer_norm(n["x"], n["x"].shape[-1:]),
    {"x": normal(5, 16, mean=1)},
    [
        two_pass,
        lambda x: fn.layer_norm(t(x), (16,)).numpy(),
        lambda x: (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + F32(1e-5)),
        lambda x: torch.nn.LayerNorm(16, elementwise_affine=False)(t(x)).numpy(),
        lambda x: rsqrt_norm(t(x)).numpy(),
    ],
    [
        lambda x: two_pass(x.T).T,
        lambda x: (x - x.mean(-1, keepdims=True)) / (x.std(-1, ddof=1, keepdims=True)),
        lambda x: x - x.mean(-1, keepdims=True),
        lambda x: two_pass(x, eps=1e-2),
    ],
)


def running_sum(values):
    total = F32(0)
    for value in values:
        total += value
    return total


MATMUL = (
    lambda n: n["a"] @ n["b"],
    {"a": normal(6, 40), "b": normal(40, 5)},
    [
        lambda a, b: a @ b,
        lambda a, b: np.einsum("ik,kj->ij", a, b),
        lambda a, b: np.array([[running_sum(row * column) for column in b.T] for row in a]),
        lambda a, b: sum((np.outer(a[:, k], b[k]) for k in reversed(range(40))), F32(0)),
        lambda a, b: (t(a) @ t(b)).numpy(),
    ],
    [
        lambda a, b: a @ -b,
        lambda a, b: a[:, :-1] @ b[:-1],
        lambda a, b: a[:, ::-1] @ b,
        lambda a, b: (a @ b) / 40,
        lambda a, b: a.astype(np.float16) @ b.astype(np.float16),
    ],
)

ENTROPY = (
    lambda n: fn.cross_entropy(n["x"], torch.arange(4)),
    {"x": normal(4, 6, spread=3)},
    [
        lambda x: fn.cross_entropy(t(x), torch.arange(4)).numpy(),
        lambda x: -np.log(shifted_softmax(x)[range(4), range(4)]).mean(),
        lambda x: (np.log(np.exp(x).sum(-1)) - x[range(4), range(4)]).mean(),
        lambda x: fn.nll_loss(torch.log_softmax(t(x), -1), torch.arange(4)).numpy(),
    ],
    [
        lambda x: -np.log(shifted_softmax(x)[range(4), range(4)]).sum(),
        lambda x: -np.log2(shifted_softmax(x)[range(4), range(4)]).mean(),
        lambda x: -shifted_softmax(x)[range(4), range(4)].mean(),
        lambda x: -np.log(shifted_softmax(x)).mean(),
    ],
)


def conv_gradient(names):
    output = fn.conv2d(names["x"][None, None], names["k"][None, None])
    return torch.autograd.grad((output**2).sum() / 2, names["x"])[0]


def gradient_scatter(x, k, order=1):
    above = conv_windows(x, k)
    found = np.zeros_like(x)
    for a, b in list(np.ndindex(*k.shape))[::order]:
        found[a : a + above.shape[0], b : b + above.shape[1]] += k[a, b] * above
    return found


def gradient_padded(x, k, flip=-1):
    above = np.pad(conv_windows(x, k), [(side - 1, side - 1) for side in k.shape])
    return conv_einsum(above, k[::flip, ::flip].copy())


def transposed(above, k):
    return fn.conv_transpose2d(above[None, None], k[None, None])[0, 0]


GRADIENT = (
    conv_gradient,
    {"x": normal(7, 6), "k": normal(3, 2)},
    [
        gradient_scatter,
        lambda x, k: gradient_scatter(x, k, -1),
        gradient_padded,
        lambda x, k: conv_gradient({"x": t(x).requires_grad_(), "k": t(k)}).numpy(),
        lambda x, k: transposed(t(conv_loop(x, k)), t(k)).numpy(),
    ],
    [
        lambda x, k: gradient_padded(x, k, 1),
        lambda x, k: -gradient_scatter(x, k),
        lambda x, k: 2 * gradient_scatter(x, k),
        lambda x, k: np.full_like(x, k.sum()),
    ],
)

OPERATIONS = {
    "convolution": CONVOLUTION,
    "mean": MEAN,
    "lp-norm": LP,
    "softmax": SOFTMAX,
    "layer-norm": LAYER_NORM,
    "matmul": MATMUL,
    "cross-entropy": ENTROPY,
    "convolution-gradient": GRADIENT,
}
