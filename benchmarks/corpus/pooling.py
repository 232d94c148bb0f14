"""Average and LP pooling of (N, C, H, W): ways to get them right, and wrong."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from corpus.convolution import padded, windows
from corpus.entry import Entry, Floats
from corpus.forms import in_numpy, in_torch, low_precisions, slips, variants

AXES = (-2, -1)


def average(x: Floats, size: int, stride: int, padding: int) -> Floats:
    """The mean of each window, padding counted."""
    found: Floats = windows(padded(x, padding), (size, size), stride).mean(AXES)
    return found


def by_integral(x: Floats, size: int, stride: int, padding: int) -> Floats:
    """Take differences of running sums over rows and columns."""
    x = padded(x, padding)
    total = np.zeros((*x.shape[:2], x.shape[2] + 1, x.shape[3] + 1), x.dtype)
    total[:, :, 1:, 1:] = x.cumsum(2).cumsum(3)
    sums = total[..., size:, size:] - total[..., :-size, size:]
    sums += total[..., :-size, :-size] - total[..., size:, :-size]
    return sums[:, :, ::stride, ::stride] / (size * size)


def by_shifts(x: Floats, size: int, stride: int, padding: int) -> Floats:
    """Add up shifted images, each divided first."""
    seen = windows(padded(x, padding), (size, size), stride)
    found = np.zeros(seen.shape[:4], x.dtype)
    for k, m in np.ndindex(size, size):
        found += seen[..., k, m] / (size * size)
    return found


def by_convolution(x: Tensor, size: int, stride: int, padding: int) -> Tensor:
    """Convolve each channel with a constant kernel."""
    kernel = torch.full((x.shape[1], 1, size, size), 1 / size**2, dtype=x.dtype)
    return functional.conv2d(x, kernel, stride=stride, padding=padding, groups=x.shape[1])


def window_by_window(
    function: Callable[[list[float]], float],
) -> Callable[..., list[list[list[list[float]]]]]:
    """Apply a function of Python numbers to each window."""

    def pool(x: Floats, size: int, stride: int, padding: int = 0) -> list[list[list[list[float]]]]:
        seen = windows(padded(x, padding), (size, size), stride)
        return [
            [
                [[function(window.ravel().tolist()) for window in row] for row in plane]
                for plane in image
            ]
            for image in seen
        ]

    return pool


def _pooled(reduce: Callable[[Floats], Floats]) -> Callable[..., Floats]:
    return lambda x, size, stride, padding=0: reduce(
        windows(padded(x, padding), (size, size), stride)
    )


def _uncounted(x: Floats, size: int, stride: int, padding: int) -> Floats:
    return average(x, size, stride, padding) / average(np.ones_like(x), size, stride, padding)


def _ceiled(x: Tensor, size: int, stride: int, padding: int) -> Tensor:
    return functional.avg_pool2d(x, size, stride, padding, ceil_mode=True)


AVERAGE = Entry(
    "avg_pool",
    right=variants(average)
    | {
        "loops": window_by_window(lambda window: sum(window) / len(window)),
        "exact sums": window_by_window(lambda window: math.fsum(window) / len(window)),
        "running sums": by_integral,
        "running sums in float32": in_numpy(by_integral, np.float32),
        "shift and add in float32": in_numpy(by_shifts, np.float32),
        "rows first in float32": in_numpy(_pooled(lambda seen: seen.mean(-1).mean(-1)), np.float32),
        "constant kernel in float32": in_torch(by_convolution, torch.float32),
        "torch float32": in_torch(functional.avg_pool2d, torch.float32),
        "torch float64": in_torch(functional.avg_pool2d),
    },
    wrong=slips(average)
    | low_precisions(average)
    | {
        "padding not counted": _uncounted,
        "padding forgotten": lambda x, size, s, _p: average(x, size, s, 0),
        "padding repeats the edge": lambda x, size, s, p: average(padded(x, p, "edge"), size, s, 0),
        "divided by the width": lambda x, size, s, p: average(x, size, s, p) * size,
        "divided by one less": lambda x, size, s, p: (
            average(x, size, s, p) * size**2 / (size**2 - 1)
        ),
        "not divided": _pooled(lambda seen: seen.sum(AXES)),
        "divided down": _pooled(lambda seen: seen.sum(AXES) // (seen.shape[-1] ** 2)),
        "maximum": _pooled(lambda seen: seen.max(AXES)),
        "median": _pooled(lambda seen: np.median(seen, AXES)),
        "root of the mean square": _pooled(lambda seen: np.sqrt((seen**2).mean(AXES))),
        "signs lost": _pooled(lambda seen: np.abs(seen).mean(AXES)),
        "first row of each window": _pooled(lambda seen: seen[..., 0, :].mean(-1)),
        "stride of the kernel's size": lambda x, size, _s, p: average(x, size, size, p),
        "stride of 1": lambda x, size, _s, p: average(x, size, 1, p),
        "a last window sticks out": in_torch(_ceiled),
        "across channels": lambda *arguments: np.broadcast_to(
            (found := average(*arguments)).mean(1, keepdims=True), found.shape
        ),
        "last row dropped": lambda *arguments: average(*arguments)[:, :, :-1],
    },
)


def lp(x: Floats, size: int, stride: int, p: float) -> Floats:
    """The p-norm of each window."""
    powers = np.abs(windows(x, (size, size), stride)) ** p
    found: Floats = powers.sum(AXES) ** (1 / p)
    return found


def _scaled(x: Floats, size: int, stride: int, p: float) -> Floats:
    seen = np.abs(windows(x, (size, size), stride))
    largest = seen.max(AXES, keepdims=True)
    found: Floats = largest[..., 0, 0] * ((seen / largest) ** p).sum(AXES) ** (1 / p)
    return found


def _by_logarithms(x: Tensor, size: int, stride: int, p: float) -> Tensor:
    seen = x.unfold(2, size, stride).unfold(3, size, stride).abs()
    return torch.exp(torch.logsumexp(p * seen.log(), AXES) / p)


def _from_average(x: Tensor, size: int, stride: int, p: float) -> Tensor:
    return (functional.avg_pool2d(x.abs() ** p, size, stride) * size**2) ** (1 / p)


def _norms(x: Tensor, size: int, stride: int, p: float) -> Tensor:
    found: Tensor = torch.linalg.vector_norm(
        x.unfold(2, size, stride).unfold(3, size, stride), p, AXES
    )
    return found


def _each(x: Floats, size: int, stride: int, p: float) -> object:
    return window_by_window(lambda window: sum(abs(v) ** p for v in window) ** (1 / p))(
        x, size, stride
    )


def _powers(
    power: Callable[[Any, float], Any], root: Callable[[Floats, float], Floats]
) -> Callable[..., Floats]:
    return lambda x, size, stride, p: root(power(windows(x, (size, size), stride), p), p)


LP = Entry(
    "lp_pool2d",
    right=variants(lp)
    | {
        "loops": _each,
        "scaled by the largest": _scaled,
        "scaled by the largest in float32": in_numpy(_scaled, np.float32),
        "by logarithms in float32": in_torch(_by_logarithms, torch.float32),
        "by logarithms in float64": in_torch(_by_logarithms),
        "from average pooling in float32": in_torch(_from_average, torch.float32),
        "vector_norm in float32": in_torch(_norms, torch.float32),
        "torch on absolute values in float32": in_torch(
            lambda x, size, s, p: functional.lp_pool2d(x.abs(), p, size, s), torch.float32
        ),
    },
    wrong=slips(lp)
    | low_precisions(lp)
    | {
        "no absolute value": _powers(lambda v, p: v**p, lambda v, p: v.sum(AXES) ** (1 / p)),
        "torch's own": in_torch(lambda x, size, s, p: functional.lp_pool2d(x, p, size, s)),
        "absolute value of the sum": _powers(
            lambda v, p: np.sign(v) * np.abs(v) ** p, lambda v, p: np.abs(v.sum(AXES)) ** (1 / p)
        ),
        "mean inside the root": _powers(
            lambda v, p: np.abs(v) ** p, lambda v, p: v.mean(AXES) ** (1 / p)
        ),
        "root forgotten": _powers(lambda v, p: np.abs(v) ** p, lambda v, _p: v.sum(AXES)),
        "root of each": _powers(
            lambda v, p: (np.abs(v) ** p) ** (1 / p), lambda v, _p: v.sum(AXES)
        ),
        "square root always": _powers(
            lambda v, p: np.abs(v) ** p, lambda v, _p: np.sqrt(v.sum(AXES))
        ),
        "squares always": lambda x, size, s, _p: lp(x, size, s, 2),
        "whole powers only": lambda x, size, s, p: lp(x, size, s, int(p)),
        "maximum": _powers(lambda v, _p: np.abs(v), lambda v, _p: v.max(AXES)),
        "stride of the kernel's size": lambda x, size, _s, p: lp(x, size, size, p),
        "small number under the root": _powers(
            lambda v, p: np.abs(v) ** p, lambda v, p: (v.sum(AXES) + 1e-3) ** (1 / p)
        ),
    },
)
