"""Two-dimensional convolution: every way to add up the products, and the ways to get it wrong."""

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from torch import Tensor
from torch.nn import functional

from corpus.entry import Entry, Floats
from corpus.forms import in_numpy, in_torch, low_precisions, slips, variants


def padded(x: Floats, width: int, mode: str = "constant") -> Floats:
    """Surround each plane."""
    found: Floats = np.pad(x, ((0, 0), (0, 0), (width, width), (width, width)), mode)  # type: ignore[call-overload]  # a mode by name
    return found


def windows(x: Floats, sides: tuple[int, ...], stride: int) -> Floats:
    """Every window, shape (N, C, H', W', K, L)."""
    return sliding_window_view(x, sides, (2, 3))[:, :, ::stride, ::stride]


def convolve(x: Floats, w: Floats, b: Floats, stride: int, padding: int) -> Floats:
    """Cross-correlate by one contraction of all windows; shape (N, F, H', W')."""
    seen = windows(padded(x, padding), w.shape[2:], stride)
    found: Floats = np.einsum("nchwkl,fckl->nfhw", seen, w) + b[:, None, None]
    return found


def loops(x: Floats, w: Floats, b: Floats, stride: int, padding: int) -> list[object]:
    """Add up product by product."""
    x = padded(x, padding)
    rows = range(0, x.shape[2] - w.shape[2] + 1, stride)
    columns = range(0, x.shape[3] - w.shape[3] + 1, stride)

    def cell(image: Floats, kernel: Floats, bias: float, row: int, column: int) -> float:
        total = float(bias)
        for c, k, m in np.ndindex(*kernel.shape):
            total += float(image[c, row + k, column + m]) * float(kernel[c, k, m])
        return total

    return [
        [
            [[cell(image, kernel, bias, row, column) for column in columns] for row in rows]
            for kernel, bias in zip(w, b, strict=True)
        ]
        for image in x
    ]


def as_matrices(x: Floats, w: Floats, b: Floats, stride: int, padding: int) -> Floats:
    """Multiply a matrix of windows by a matrix of kernels (im2col)."""
    seen = windows(padded(x, padding), w.shape[2:], stride).transpose(0, 2, 3, 1, 4, 5)
    products = seen.reshape(-1, w[0].size) @ w.reshape(len(w), -1).T + b
    found: Floats = products.reshape(*seen.shape[:3], len(w)).transpose(0, 3, 1, 2)
    return found


def shifted(
    x: Floats, w: Floats, b: Floats, stride: int, padding: int, *, backwards: bool = False
) -> Floats:
    """Add up shifted images, one for each kernel cell, in either order."""
    seen = windows(padded(x, padding), w.shape[2:], stride)
    found = np.zeros((len(x), len(w), *seen.shape[2:4]), x.dtype)
    for k, m in list(np.ndindex(*w.shape[2:]))[:: -1 if backwards else 1]:
        found += np.tensordot(seen[..., k, m], w[:, :, k, m], (1, 1)).transpose(0, 3, 1, 2)
    return found + b[:, None, None]


def by_fourier(x: Floats, w: Floats, b: Floats, stride: int, padding: int) -> Floats:
    """Multiply spectra; the products of all channels are added up there."""
    x = padded(x, padding)
    sides = x.shape[2:]
    spectrum = np.einsum(
        "nchw,fchw->nfhw", np.fft.rfft2(x), np.conj(np.fft.rfft2(w, sides)), optimize=True
    )
    rows, columns = (side - width + 1 for side, width in zip(sides, w.shape[2:], strict=True))
    whole = np.fft.irfft2(spectrum, sides)[:, :, :rows:stride, :columns:stride]
    found: Floats = whole + b[:, None, None]
    return found


def by_fourier_in_torch(x: Tensor, w: Tensor, b: Tensor, stride: int, padding: int) -> Tensor:
    """As `by_fourier`, whatever the precision."""
    x = functional.pad(x, (padding,) * 4)
    sides = (x.shape[2], x.shape[3])
    product = torch.fft.rfft2(x)[:, None] * torch.fft.rfft2(w, sides).conj()
    whole = torch.fft.irfft2(product.sum(2), sides)
    rows, columns = (side - width + 1 for side, width in zip(sides, w.shape[2:], strict=True))
    found: Tensor = whole[:, :, :rows:stride, :columns:stride] + b[:, None, None]
    return found


def unfolded(x: Tensor, w: Tensor, b: Tensor, stride: int, padding: int) -> Tensor:
    """Multiply what torch unfolds."""
    columns = functional.unfold(x, w.shape[2:], padding=padding, stride=stride)
    height = (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1
    return (w.flatten(1) @ columns).reshape(len(x), len(w), height, -1) + b[:, None, None]


def _torch_conv(x: Tensor, w: Tensor, b: Tensor, stride: int, padding: int) -> Tensor:
    return functional.conv2d(x, w, b, stride=stride, padding=padding)


def _one_sided(x: Floats, w: Floats, b: Floats, s: int, p: int) -> Floats:
    return convolve(np.pad(x, ((0, 0), (0, 0), (2 * p, 0), (2 * p, 0))), w, b, s, 0)


def _rows_only(x: Floats, w: Floats, b: Floats, s: int, p: int) -> Floats:
    return convolve(x, w, b, 1, p)[:, :, ::s]


FORWARD = Entry(
    "conv_forward",
    right=variants(convolve)
    | {
        "loops": loops,
        "im2col": as_matrices,
        "im2col in float32": in_numpy(as_matrices, np.float32),
        "shift and add": shifted,
        "shift and add in float32": in_numpy(shifted, np.float32),
        "shift and add backwards in float32": in_numpy(
            lambda *arguments: shifted(*arguments, backwards=True), np.float32
        ),
        "FFT": by_fourier,
        "FFT in float32": in_torch(by_fourier_in_torch, torch.float32),
        "torch float32": in_torch(_torch_conv, torch.float32),
        "torch float64": in_torch(_torch_conv),
        "unfold in float32": in_torch(unfolded, torch.float32),
        "channels last": in_torch(
            lambda x, *rest: _torch_conv(x.to(memory_format=torch.channels_last), *rest),
            torch.float32,
        ),
    },
    wrong=slips(convolve)
    | low_precisions(convolve)
    | {
        "computed in bfloat16": in_torch(_torch_conv, torch.bfloat16),
        "kernel flipped": lambda x, w, *rest: convolve(x, w[..., ::-1, ::-1], *rest),
        "kernel upside down": lambda x, w, *rest: convolve(x, w[..., ::-1, :], *rest),
        "kernel transposed": lambda x, w, *rest: convolve(x, w.swapaxes(2, 3), *rest),
        "padding forgotten": lambda x, w, b, s, _p: convolve(x, w, b, s, 0),
        "padding on one side": _one_sided,
        "padding once": lambda x, w, b, s, p: convolve(x, w, b, s, p)[:, :, p:, p:],
        "padding repeats the edge": lambda x, w, b, s, p: convolve(
            padded(x, p, "edge"), w, b, s, 0
        ),
        "stride ignored": lambda x, w, b, _s, p: convolve(x, w, b, 1, p),
        "stride for rows only": _rows_only,
        "stride one more": lambda x, w, b, s, p: convolve(x, w, b, s + 1, p),
        "bias forgotten": lambda x, w, b, s, p: convolve(x, w, 0 * b, s, p),
        "bias for each tap": lambda x, w, b, s, p: convolve(x, w, b * w[0].size, s, p),
        "bias subtracted": lambda x, w, b, s, p: convolve(x, w, -b, s, p),
        "products averaged": lambda x, w, b, s, p: convolve(x, w / w[0].size, b, s, p),
        "channels averaged": lambda x, w, b, s, p: convolve(x, w / w.shape[1], b, s, p),
        "first channel only": lambda x, w, *rest: convolve(x[:, :1], w[:, :1], *rest),
        "channels reversed": lambda x, w, *rest: convolve(x[:, ::-1], w, *rest),
        "filters reversed": lambda x, w, *rest: convolve(x, w[::-1], *rest),
        "first image reused": lambda x, *rest: convolve(np.repeat(x[:1], len(x), 0), *rest),
        "batch accumulated": lambda *arguments: np.cumsum(convolve(*arguments), 0),
        "last row dropped": lambda *arguments: convolve(*arguments)[:, :, :-1],
        "negative values cut": lambda *arguments: np.maximum(convolve(*arguments), 0),
        "signs lost": lambda *arguments: np.abs(convolve(*arguments)),
        "maximum of the products": lambda x, w, b, s, p: (
            (windows(padded(x, p), w.shape[2:], s)[:, None] * w[:, :, None, None]).max((2, 5, 6))
            + b[:, None, None]
        ),
    },
)
