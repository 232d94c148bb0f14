"""The arrays of Homework 2, computed: ways to get them right, and wrong.

An implementation takes the image and the kernel of problem 1.1, float64.
"""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from corpus import convolution, convolution_gradient
from corpus.convolution import windows
from corpus.entry import Entry, Floats, Implementation
from corpus.forms import in_numpy, in_torch, variants

NONE = np.zeros(1, np.float16)
"""No bias, and so narrow that it widens nothing."""


def plain(function: Implementation, *rest: object) -> Callable[[Floats, Floats], Floats]:
    """Apply a convolution of batches to two matrices."""

    def apply(image: Floats, kernel: Floats) -> Floats:
        found = function(image[None, None], kernel[None, None], *rest)
        result: Floats = np.asarray(found)[0, 0]
        return result

    return apply


convolved = plain(convolution.convolve, NONE, 1, 0)


def _as_band_matrix(image: Floats, kernel: Floats) -> Floats:
    """Multiply by the (9, 25) matrix of the convolution."""
    matrix = np.zeros((9, 25), image.dtype)
    for i, j, k, m in np.ndindex(3, 3, 3, 3):
        matrix[3 * i + j, 5 * (i + k) + j + m] = kernel[k, m]
    return (matrix @ image.ravel()).reshape(3, 3)


def _exactly(image: Floats, kernel: Floats) -> list[list[int]]:
    """Compute in whole numbers of Python."""
    a, b = image.astype(int).tolist(), kernel.astype(int).tolist()
    cells = [(k, m) for k in range(3) for m in range(3)]
    return [[sum(a[i + k][j + m] * b[k][m] for k, m in cells) for j in range(3)] for i in range(3)]


def _one_off(function: Implementation, by: float) -> Implementation:
    def spoiled(*arguments: object) -> Floats:
        found = np.array(function(*arguments), np.float64)
        found[1, 1] += by
        return found

    return spoiled


def _changed(change: Callable[[Floats], Floats]) -> Callable[[Floats, Floats], Floats]:
    return lambda image, kernel: change(convolved(image, kernel))


def _padded(image: Floats, kernel: Floats) -> Floats:
    return convolved(np.pad(image, 1), kernel)


OUTPUT = Entry(
    "conv_output",
    right=variants(convolved)
    | {
        "numpy float16, which holds them all": in_numpy(convolved, np.float16),
        "loops": plain(convolution.loops, NONE, 1, 0),
        "im2col": plain(convolution.as_matrices, NONE, 1, 0),
        "FFT": plain(convolution.by_fourier, NONE, 1, 0),
        "FFT in float32": in_numpy(plain(convolution.by_fourier, NONE, 1, 0), np.float32),
        "band matrix": _as_band_matrix,
        "whole numbers": _exactly,
        "tuples of text's numbers": lambda *_: ((109, 92, 72), (108, 85, 74), (110, 74, 79)),
        "int64 tensor": lambda *arguments: torch.tensor(_exactly(*arguments)),
        "uint8 array": lambda *arguments: np.array(_exactly(*arguments), np.uint8),
        "torch float32": in_torch(
            lambda image, kernel: functional.conv2d(image[None, None], kernel[None, None])[0, 0],
            torch.float32,
        ),
    },
    wrong={
        "kernel flipped": lambda image, kernel: convolved(image, kernel[::-1, ::-1]),
        "kernel upside down": lambda image, kernel: convolved(image, kernel[::-1]),
        "kernel transposed": lambda image, kernel: convolved(image, kernel.T),
        "transposed": _changed(lambda found: found.T),
        "averaged": _changed(lambda found: found / 9),
        "halves kept of int8": _changed(lambda found: (2 * found).astype(np.int8) / 2),
        "one entry off by one": _one_off(convolved, 1),
        "one entry off by a hundredth": _one_off(convolved, 0.01),
        "one entry off by a thousandth": _one_off(convolved, 1e-3),
        "one product forgotten": _one_off(convolved, -4 * 3),
        "bias of a thousandth": _changed(lambda found: found + 1e-3),
        "rounded to tens": _changed(lambda found: np.round(found, -1)),
        "padded": _padded,
        "batch and channel kept": _changed(lambda found: found[None, None]),
        "flat": _changed(np.ravel),
        "as truth values": _changed(lambda found: found > 0),
    },
)


def gradient(image: Floats, kernel: Floats) -> Floats:
    """The gradient for an upstream of ones, shape (5, 5)."""
    return of_upstream(image, kernel, np.ones((1, 1, 3, 3), image.dtype))


def of_upstream(image: Floats, kernel: Floats, g: Floats) -> Floats:
    """The gradient for any upstream."""
    return plain(convolution_gradient.scattered, 1, 0, g)(image, kernel)


def _full_convolution(image: Floats, kernel: Floats) -> Floats:
    del image
    return convolved(np.pad(np.ones((3, 3), kernel.dtype), 2), kernel[::-1, ::-1])


def _by_autograd(image: Tensor, kernel: Tensor) -> Tensor:
    image = image.clone().requires_grad_()
    found = functional.conv2d(image[None, None], kernel[None, None])
    return torch.autograd.grad(found.sum(), image)[0]


def _central(image: Floats, kernel: Floats) -> Floats:
    """Difference a linear function, by whole steps: without any error."""
    found = np.empty_like(image)
    for place in np.ndindex(*image.shape):
        step = np.zeros_like(image)
        step[place] = 1
        higher, lower = convolved(image + step, kernel), convolved(image - step, kernel)
        found[place] = (higher - lower).sum() / 2
    return found


def _by_formula(_image: Floats, kernel: Floats) -> list[list[float]]:
    """Add up the kernel entries that meet each cell, from cumulative sums."""
    sums = np.zeros((4, 4))
    sums[1:, 1:] = kernel.cumsum(0).cumsum(1)
    spans = [(max(0, i - 2), min(i, 2) + 1) for i in range(5)]
    return [
        [float(sums[d, r] - sums[u, r] - sums[d, le] + sums[u, le]) for le, r in spans]
        for u, d in spans
    ]


GRADIENT = Entry(
    "input_gradient",
    right=variants(gradient)
    | {
        "full convolution": _full_convolution,
        "full convolution in float16": in_numpy(_full_convolution, np.float16),
        "autograd in float32": in_torch(_by_autograd, torch.float32),
        "autograd in float64": in_torch(_by_autograd),
        "autograd in bfloat16, which holds them all": in_torch(_by_autograd, torch.bfloat16),
        "central differences": _central,
        "cumulative sums": _by_formula,
    },
    wrong={
        "kernel not turned": lambda image, kernel: gradient(image, kernel[::-1, ::-1]),
        "kernel transposed": lambda image, kernel: gradient(image, kernel.T),
        "kernel's sum everywhere": lambda image, kernel: np.full_like(image, kernel.sum()),
        "windows counted": lambda image, kernel: gradient(image, np.ones_like(kernel)),
        "image for kernel": lambda image, kernel: gradient(kernel[[0, 0, 1, 2, 2]], image[:3, :3]),
        "upstream averaged": lambda *arguments: gradient(*arguments) / 9,
        "averaged over the windows": lambda image, kernel: (
            gradient(image, kernel) / gradient(image, np.ones_like(kernel))
        ),
        "inner cells only": lambda *arguments: gradient(*arguments)[1:-1, 1:-1],
        "output times upstream": convolved,
        "negated": lambda *arguments: -gradient(*arguments),
        "one entry off by one": _one_off(gradient, 1),
        "one entry off by a thousandth": _one_off(gradient, 1e-3),
        "one step of descent": lambda image, kernel: image - 0.1 * gradient(image, kernel),
        "a ten-thousandth part too large": lambda *arguments: gradient(*arguments) * (1 + 1e-4),
    },
)


def pooled(image: Floats, kernel: Floats) -> Floats:
    """The largest of each 2 x 2 window of the convolution, shape (2, 2)."""
    found: Floats = _windows(image, kernel).max((2, 3))
    return found


def _windows(image: Floats, kernel: Floats) -> Floats:
    found: Floats = windows(convolved(image, kernel)[None, None], (2, 2), 1)[0, 0]
    return found


def _halves(image: Floats, kernel: Floats) -> Floats:
    found = convolved(image, kernel)
    rows = np.maximum(found[:-1], found[1:])
    return np.maximum(rows[:, :-1], rows[:, 1:])


def _torch_pool(image: Tensor, kernel: Tensor, size: int = 2, stride: int = 1) -> Tensor:
    found = functional.conv2d(image[None, None], kernel[None, None])
    return functional.max_pool2d(found, size, stride)[0, 0]


POOLED = Entry(
    "max_pooled",
    right=variants(pooled)
    | {
        "rows, then columns": _halves,
        "sorted": lambda *arguments: np.sort(_windows(*arguments).reshape(2, 2, 4))[..., -1],
        "nested tuples": lambda *_: ((109, 92), (110, 85)),
        "int8 array": lambda *_: np.array([[109, 92], [110, 85]], np.int8),
        "bfloat16, which holds them all": in_torch(_torch_pool, torch.bfloat16),
        "torch float32": in_torch(_torch_pool, torch.float32),
        "minus the least of the negated": lambda image, kernel: (
            -_windows(-image, kernel).min((2, 3))
        ),
    },
    wrong={
        "averaged": lambda *arguments: _windows(*arguments).mean((2, 3)),
        "least": lambda *arguments: _windows(*arguments).min((2, 3)),
        "summed": lambda *arguments: _windows(*arguments).sum((2, 3)),
        "root of the sum of squares": lambda *arguments: np.sqrt(
            (_windows(*arguments) ** 2).sum((2, 3))
        ),
        "a large power for the maximum": lambda *arguments: (
            (_windows(*arguments) ** 100).sum((2, 3)) ** 0.01
        ),
        "stride of the kernel's size": in_torch(
            lambda image, kernel: _torch_pool(image, kernel, stride=2)
        ),
        "one window": in_torch(lambda image, kernel: _torch_pool(image, kernel, size=3)),
        "of the image": lambda image, _kernel: windows(image[None, None], (2, 2), 1)[0, 0].max(
            (2, 3)
        ),
        "kernel flipped before": lambda image, kernel: pooled(image, kernel[::-1, ::-1]),
        "transposed": lambda *arguments: pooled(*arguments).T,
        "one entry off by one": _one_off(pooled, 1),
        "one entry off by a thousandth": _one_off(pooled, 1e-3),
        "positions of the maxima": lambda *arguments: (
            _windows(*arguments).reshape(2, 2, 4).argmax(2)
        ),
    },
)
