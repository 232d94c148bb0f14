"""Layer normalisation, and the gradient of batch normalisation: ways right and wrong."""

import math
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from corpus.entry import Entry, Floats
from corpus.forms import in_numpy, in_torch, low_precisions, slips, variants

EPS = 1e-5


def normalized(
    x: Floats,
    *,
    axis: int | None = 1,
    eps: float = EPS,
    ddof: int = 0,
) -> Floats:
    """Subtract the mean and divide by the deviation."""
    mean = x.mean(axis, keepdims=True)
    variance = ((x - mean) ** 2).sum(axis, keepdims=True) / (
        (x.size if axis is None else x.shape[axis]) - ddof
    )
    found: Floats = (x - mean) / np.sqrt(variance + eps)
    return found


def layer_norm(x: Floats, gamma: Floats, beta: Floats) -> Floats:
    """Normalise each row, then scale and shift it."""
    return normalized(x) * gamma + beta


def one_pass(x: Floats, gamma: Floats, beta: Floats) -> Floats:
    """Take the variance as the mean square less the squared mean."""
    mean = x.mean(1, keepdims=True)
    variance = (x * x).mean(1, keepdims=True) - mean * mean
    found: Floats = (x - mean) / np.sqrt(variance + EPS) * gamma + beta
    return found


def _by_loops(x: Floats, gamma: Floats, beta: Floats) -> list[list[float]]:
    found = []
    for row in x.tolist():
        mean = math.fsum(row) / len(row)
        deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in row) / len(row) + EPS)
        cells = zip(row, gamma.tolist(), beta.tolist(), strict=True)
        found.append([(v - mean) / deviation * scale + shift for v, scale, shift in cells])
    return found


def _running(x: Floats, gamma: Floats, beta: Floats) -> Floats:
    """Update mean and variance value by value.

    Source:
        Welford, "Note on a method for calculating corrected sums of squares and products", 1962.
    """
    mean = np.zeros_like(x[:, 0])
    squares = np.zeros_like(mean)
    for count, column in enumerate(x.T, 1):
        off = column - mean
        mean = mean + off / count
        squares = squares + off * (column - mean)
    deviation = np.sqrt(squares / x.shape[1] + EPS)
    found: Floats = (x - mean[:, None]) / deviation[:, None] * gamma + beta
    return found


def _folded(x: Floats, gamma: Floats, beta: Floats) -> Floats:
    """Fold scale and shift into one multiplication and one addition."""
    centred = x - x.mean(1, keepdims=True)
    scale = gamma / np.sqrt(np.einsum("nd,nd->n", centred, centred)[:, None] / x.shape[1] + EPS)
    found: Floats = centred * scale + beta
    return found


def _torch_norm(x: Tensor, gamma: Tensor, beta: Tensor) -> Tensor:
    return functional.layer_norm(x, x.shape[1:], gamma, beta, EPS)


def _by_batch_norm(x: Tensor, gamma: Tensor, beta: Tensor) -> Tensor:
    return functional.batch_norm(x.T, None, None, training=True, eps=EPS).T * gamma + beta


def _by_reciprocal_root(x: Tensor, gamma: Tensor, beta: Tensor) -> Tensor:
    variance, mean = torch.var_mean(x, 1, correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + EPS) * gamma + beta


def _divided_by(
    deviation: Callable[[Floats], Floats], *, centred: bool = True
) -> Callable[..., Floats]:
    def norm(x: Floats, gamma: Floats, beta: Floats) -> Floats:
        mean = x.mean(1, keepdims=True)
        found: Floats = (x - mean * centred) / deviation(x) * gamma + beta
        return found

    return norm


def _std(x: Floats) -> Floats:
    found: Floats = x.std(1, keepdims=True)
    return found


LAYER_NORM = Entry(
    "layer_norm_forward",
    right=variants(layer_norm)
    | {
        "loops": _by_loops,
        "running mean and variance": _running,
        "running mean and variance in float32": in_numpy(_running, np.float32),
        "folded in float32": in_numpy(_folded, np.float32),
        "one pass in float64": one_pass,
        "reciprocal root in float32": in_torch(_by_reciprocal_root, torch.float32),
        "batch norm of the transpose in float32": in_torch(_by_batch_norm, torch.float32),
        "torch float32": in_torch(_torch_norm, torch.float32),
        "torch float64": in_torch(_torch_norm),
    },
    wrong=slips(layer_norm)
    | low_precisions(layer_norm)
    | {
        "one pass in float32": in_numpy(one_pass, np.float32),
        "small number outside the root": _divided_by(lambda x: _std(x) + EPS),
        "small number forgotten": _divided_by(_std),
        "small number 1e-6": lambda x, gamma, beta: normalized(x, eps=1e-6) * gamma + beta,
        "small number 1e-8": lambda x, gamma, beta: normalized(x, eps=1e-8) * gamma + beta,
        "unbiased variance": lambda x, gamma, beta: normalized(x, ddof=1) * gamma + beta,
        "along the batch": lambda x, gamma, beta: normalized(x, axis=0) * gamma + beta,
        "over everything": lambda x, gamma, beta: normalized(x, axis=None) * gamma + beta,
        "root forgotten": _divided_by(lambda x: x.var(1, keepdims=True) + EPS),
        "mean not subtracted": _divided_by(
            lambda x: np.sqrt(x.var(1, keepdims=True) + EPS), centred=False
        ),
        "root of the mean square": _divided_by(
            lambda x: np.sqrt((x * x).mean(1, keepdims=True) + EPS), centred=False
        ),
        "mean absolute deviation": _divided_by(
            lambda x: np.abs(x - x.mean(1, keepdims=True)).mean(1, keepdims=True) + EPS
        ),
        "scale forgotten": lambda x, _gamma, beta: normalized(x) + beta,
        "shift forgotten": lambda x, gamma, _beta: normalized(x) * gamma,
        "shift before scale": lambda x, gamma, beta: (normalized(x) + beta) * gamma,
        "scale from 1": lambda x, gamma, beta: normalized(x) * (1 + gamma) + beta,
    },
)


def gradient(
    x: Floats, gamma: Floats, g: Floats, *, of_mean: bool = True, of_variance: bool = True
) -> Floats:
    """The gradient with respect to `x`, shape (N, D), with its two paths through the statistics."""
    unit = normalized(x, axis=0)
    deviation = np.sqrt(x.var(0) + EPS)
    through_mean = g.mean(0) * of_mean
    through_variance = unit * (g * unit).mean(0) * of_variance
    found: Floats = gamma / deviation * (g - through_mean - through_variance)
    return found


def _staged(x: Floats, gamma: Floats, g: Floats) -> Floats:
    """Backpropagate through the graph node by node."""
    count = len(x)
    centred = x - x.sum(0) / count
    variance = (centred * centred).sum(0) / count
    inverse = 1 / np.sqrt(variance + EPS)
    above = g * gamma
    of_inverse = (above * centred).sum(0)
    of_variance = -(inverse**3) * of_inverse / 2
    of_centred = above * inverse + centred * of_variance * 2 / count
    found: Floats = of_centred - of_centred.sum(0) / count
    return found


def _by_jacobian(x: Floats, gamma: Floats, g: Floats) -> Floats:
    """Build each column's (N, N) Jacobian."""
    count = len(x)
    unit = normalized(x, axis=0)
    outer = np.einsum("nd,md->dnm", unit, unit)
    jacobian = (np.eye(count, dtype=x.dtype) - 1 / x.dtype.type(count) - outer / count) / np.sqrt(
        x.var(0) + EPS
    )[:, None, None]
    found: Floats = np.einsum("dnm,md->nd", jacobian, g) * gamma
    return found


def _gradient_by_loops(x: Floats, gamma: Floats, g: Floats) -> list[list[float]]:
    columns = []
    for values, scale, above in zip(x.T.tolist(), gamma.tolist(), g.T.tolist(), strict=True):
        count = len(values)
        mean = math.fsum(values) / count
        deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / count + EPS)
        units = [(v - mean) / deviation for v in values]
        first = math.fsum(above) / count
        second = math.fsum(a * u for a, u in zip(above, units, strict=True)) / count
        cells = zip(above, units, strict=True)
        columns.append([scale / deviation * (a - first - u * second) for a, u in cells])
    return [list(row) for row in zip(*columns, strict=True)]


def _by_autograd(x: Tensor, gamma: Tensor, g: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    found = functional.batch_norm(x, None, None, gamma, training=True, eps=EPS)
    return torch.autograd.grad(found, x, g)[0]


def _spelled_out(x: Tensor, gamma: Tensor, g: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    found = gamma * (x - x.mean(0)) / (x.var(0, correction=0) + EPS).sqrt()
    return torch.autograd.grad(found, x, g)[0]


def _of_deviation(deviation: Callable[[Floats], Floats], ddof: int = 0) -> Callable[..., Floats]:
    def backward(x: Floats, gamma: Floats, g: Floats) -> Floats:
        scale = deviation(x)
        unit = (x - x.mean(0)) / scale
        second = (g * unit).sum(0) / (len(x) - ddof)
        found: Floats = gamma / scale * (g - g.mean(0) - unit * second)
        return found

    return backward


BATCH_NORM_GRADIENT = Entry(
    "batch_norm_input_gradient",
    right=variants(gradient)
    | {
        "loops": _gradient_by_loops,
        "staged": _staged,
        "staged in float32": in_numpy(_staged, np.float32),
        "by the Jacobian": _by_jacobian,
        "by the Jacobian in float32": in_numpy(_by_jacobian, np.float32),
        "autograd in float32": in_torch(_by_autograd, torch.float32),
        "autograd in float64": in_torch(_by_autograd),
        "autograd, spelled out, in float32": in_torch(_spelled_out, torch.float32),
    },
    wrong=slips(gradient)
    | low_precisions(gradient)
    | {
        "mean taken to be constant": lambda *arguments: gradient(*arguments, of_mean=False),
        "variance taken to be constant": lambda *arguments: gradient(*arguments, of_variance=False),
        "both taken to be constant": lambda *arguments: gradient(
            *arguments, of_mean=False, of_variance=False
        ),
        "small number outside the root": _of_deviation(lambda x: x.std(0) + EPS),
        "small number forgotten": _of_deviation(lambda x: x.std(0)),
        "small number 1e-6": _of_deviation(lambda x: np.sqrt(x.var(0) + 1e-6)),
        "unbiased variance": _of_deviation(lambda x: np.sqrt(x.var(0, ddof=1) + EPS), 1),
        "root forgotten": _of_deviation(lambda x: x.var(0) + EPS),
        "unbiased in one place": _of_deviation(lambda x: np.sqrt(x.var(0) + EPS), 1),
        "scale forgotten": lambda x, gamma, g: gradient(x, np.ones_like(gamma), g),
        "scale divided by": lambda x, gamma, g: gradient(x, 1 / gamma, g),
        "not divided by the deviation": lambda x, gamma, g: (
            gradient(x, gamma, g) * np.sqrt(x.var(0) + EPS)
        ),
        "upstream ignored": lambda x, gamma, g: gradient(x, gamma, np.ones_like(g)),
        "along rows": lambda x, gamma, g: gradient(x.T, np.ones(len(x)), (gamma * g).T).T,
        "multiplied by the batch": lambda x, gamma, g: len(x) * gradient(x, gamma, g),
    },
)
