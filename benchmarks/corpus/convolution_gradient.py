"""The gradient of a convolution with respect to its image: ways to get it right, and wrong."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.grad import conv2d_input

from corpus.convolution import convolve, padded, windows
from corpus.entry import Entry, Floats
from corpus.forms import in_numpy, in_torch, low_precisions, slips, variants


def scattered(
    x: Floats, w: Floats, stride: int, padding: int, g: Floats, *, accumulated: bool = True
) -> Floats:
    """Give each window's share back to the cells it came from; shape of `x`."""
    found = np.zeros_like(padded(x, padding))
    height, width = w.shape[2:]
    for row, column in np.ndindex(*g.shape[2:]):
        top, left = row * stride, column * stride
        place = (..., slice(top, top + height), slice(left, left + width))
        share = np.einsum("nf,fckl->nckl", g[:, :, row, column], w)
        found[place] = found[place] + share if accumulated else share
    return found[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def dilated(x: Floats, w: Floats, stride: int, padding: int, g: Floats) -> Floats:
    """Spread the upstream gradient out and slide the turned kernel over it."""
    rows, columns = (side + 2 * padding for side in x.shape[2:])
    height, width = w.shape[2:]
    spread = np.zeros((*g.shape[:2], rows + height - 1, columns + width - 1), g.dtype)
    places = np.ix_(
        height - 1 + stride * np.arange(g.shape[2]), width - 1 + stride * np.arange(g.shape[3])
    )
    spread[:, :, *places] = g
    turned = w[..., ::-1, ::-1].swapaxes(0, 1)
    whole = convolve(spread, turned, np.zeros(len(turned), g.dtype), 1, 0)
    return whole[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def by_jacobian(x: Floats, w: Floats, stride: int, padding: int, g: Floats) -> Floats:
    """Convolve each unit image, and weigh what comes out by the upstream gradient."""
    zero = np.zeros(len(w), w.dtype)
    units = np.eye(x[0].size, dtype=w.dtype).reshape(-1, *x.shape[1:])
    jacobian = convolve(units, w, zero, stride, padding)
    return np.tensordot(g, jacobian, ((1, 2, 3), (1, 2, 3))).reshape(x.shape)


def by_autograd(x: Tensor, w: Tensor, stride: int, padding: int, g: Tensor) -> Tensor:
    """Ask autograd."""
    x = x.clone().requires_grad_()
    found = functional.conv2d(x, w, stride=stride, padding=padding)
    return torch.autograd.grad(found, x, g)[0]


def by_fold(x: Tensor, w: Tensor, stride: int, padding: int, g: Tensor) -> Tensor:
    """Fold the columns back (col2im)."""
    columns = w.flatten(1).T @ g.flatten(2)
    return functional.fold(columns, x.shape[2:], w.shape[2:], padding=padding, stride=stride)


def _transposed(x: Tensor, w: Tensor, stride: int, padding: int, g: Tensor) -> Tensor:
    sides = ((g.shape[i] - 1) * stride - 2 * padding + w.shape[i] for i in (2, 3))
    rest = tuple(side - found for side, found in zip(x.shape[2:], sides, strict=True))
    return functional.conv_transpose2d(g, w, stride=stride, padding=padding, output_padding=rest)


def _on_upstream(change: Callable[[Floats], Floats]) -> Callable[..., Floats]:
    return lambda x, w, s, p, g: scattered(x, w, s, p, change(g))


def _on_kernel(change: Callable[[Floats], Floats]) -> Callable[..., Floats]:
    return lambda x, w, *rest: scattered(x, change(w), *rest)


def _cut_by_padding(x: Floats, w: Floats, s: int, p: int, g: Floats) -> Floats:
    return scattered(padded(x, p), w, s, 0, g)[:, :, p:-p, p:-p]


def _undilated(x: Floats, w: Floats, _s: int, p: int, g: Floats) -> Floats:
    return scattered(x, w, 1, p, g)


def _by_counting(x: Floats, w: Floats, s: int, p: int, g: Floats) -> Floats:
    counts = scattered(x, np.ones_like(w), s, p, np.ones_like(g))
    return scattered(x, w, s, p, g) / np.maximum(counts, 1)


def _same_sized(x: Floats, w: Floats, s: int, p: int, g: Floats) -> Floats:
    """Slide the turned kernel over the upstream gradient without surrounding it."""
    turned = w[..., ::-1, ::-1].swapaxes(0, 1)
    seen = windows(padded(g, p), w.shape[2:], s)
    found: Floats = np.einsum("nfhwkl,cfkl->nchw", seen, turned) * np.ones_like(x)
    return found


INPUT_GRADIENT = Entry(
    "conv_input_gradient",
    right=variants(scattered)
    | {
        "dilated upstream": dilated,
        "dilated upstream in float32": in_numpy(dilated, np.float32),
        "by the Jacobian": by_jacobian,
        "by the Jacobian in float32": in_numpy(by_jacobian, np.float32),
        "autograd in float32": in_torch(by_autograd, torch.float32),
        "autograd in float64": in_torch(by_autograd),
        "fold in float32": in_torch(by_fold, torch.float32),
        "transposed convolution in float32": in_torch(_transposed, torch.float32),
        "torch.nn.grad": in_torch(
            lambda x, w, s, p, g: conv2d_input(  # type: ignore[no-untyped-call]  # torch's own
                x.shape, w, g, stride=s, padding=p
            )
        ),
    },
    wrong=slips(scattered)
    | low_precisions(scattered)
    | {
        "computed in bfloat16": in_torch(by_fold, torch.bfloat16),
        "kernel not turned": _on_kernel(lambda w: w[..., ::-1, ::-1]),
        "kernel transposed": _on_kernel(lambda w: w.swapaxes(2, 3)),
        "kernel averaged": _on_kernel(lambda w: np.full_like(w, w.mean())),
        "kernel forgotten": _on_kernel(np.ones_like),
        "upstream ignored": _on_upstream(np.ones_like),
        "upstream turned": _on_upstream(lambda g: g[..., ::-1, ::-1]),
        "upstream summed": _on_upstream(lambda g: np.full_like(g, g.sum())),
        "upstream averaged over the batch": _on_upstream(lambda g: g / len(g)),
        "upstream of the first image": _on_upstream(lambda g: np.repeat(g[:1], len(g), 0)),
        "first filter only": lambda x, w, s, p, g: scattered(x, w[:1], s, p, g[:, :1]),
        "first channel repeated": lambda x, *rest: np.repeat(
            scattered(x, *rest)[:, :1], x.shape[1], 1
        ),
        "padding not removed": lambda x, w, s, p, g: scattered(padded(x, p), w, s, 0, g),
        "padding forgotten": lambda x, w, s, _p, g: scattered(x, w, s, 0, g),
        "cut by p:-p, empty without padding": _cut_by_padding,
        "stride ignored": _undilated,
        "assigned, not accumulated": lambda *arguments: scattered(*arguments, accumulated=False),
        "averaged over the windows": _by_counting,
        "valid, not full": _same_sized,
    },
)
