"""GELU, cosine similarity and Adam: ways to get them right, and wrong."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from corpus.entry import Entry, Floats
from corpus.forms import in_numpy, in_torch, low_precisions, slips, variants

ROOT = math.sqrt(2)


def error_function(x: Floats) -> Floats:
    """The error function, in the precision of `x`."""
    found: Floats = torch.erf(torch.from_numpy(np.ascontiguousarray(x))).numpy()
    return found


def gelu(x: Floats) -> Floats:
    """Each value times the normal probability of a smaller one."""
    if x.dtype == np.longdouble:
        x = x.astype(np.float64)
    found: Floats = x * (1 + error_function(x / x.dtype.type(ROOT))) / 2
    return found


def _tanh(x: Floats) -> Floats:
    found: Floats = x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return found


def _by_tail(x: Floats) -> list[list[float]]:
    return [[v * math.erfc(-v / ROOT) / 2 for v in row] for row in x.tolist()]


def _by_density(x: Floats, points: int = 4001) -> Floats:
    """Integrate the normal density by Simpson's rule."""
    places = np.linspace(0, 1, points)
    weights = np.full(points, 2.0)
    weights[1::2], weights[[0, -1]] = 4, 1
    density = np.exp(-((x[..., None] * places) ** 2) / 2) / math.sqrt(2 * math.pi)
    found: Floats = x * (0.5 + x * (density * weights).sum(-1) / (3 * (points - 1)))
    return found


GELU = Entry(
    "gelu",
    right=variants(gelu)
    | {
        "by the tail": _by_tail,
        "by Simpson's rule": _by_density,
        "error function in float32": in_torch(
            lambda x: 0.5 * x + 0.5 * x * torch.erf(x * 0.5**0.5), torch.float32
        ),
        "tail in float32": in_torch(lambda x: 0.5 * x * torch.erfc(-x / ROOT), torch.float32),
        "ndtr in float32": in_torch(lambda x: x * torch.special.ndtr(x), torch.float32),
        "probability first in float32": in_torch(
            lambda x: x * 0.5 * (1 + torch.erf(x / ROOT)), torch.float32
        ),
        "torch float32": in_torch(functional.gelu, torch.float32),
        "torch float64": in_torch(functional.gelu),
    },
    wrong=slips(gelu)
    | {
        "computed in float16": in_torch(functional.gelu, torch.float16),
        "computed in bfloat16": in_torch(functional.gelu, torch.bfloat16),
        "hyperbolic tangent": _tanh,
        "sigmoid": lambda x: x / (1 + np.exp(-1.702 * x)),
        "sigmoid linear unit": in_torch(functional.silu),
        "rectified": lambda x: np.maximum(x, 0),
        "root of 2 forgotten": lambda x: x * (1 + error_function(x)) / 2,
        "half forgotten": lambda x: 2 * gelu(x),
        "probability only": lambda x: (1 + error_function(x / ROOT)) / 2,
        "density for probability": lambda x: x * np.exp(-x * x / 2) / math.sqrt(2 * math.pi),
        "negative values cut": lambda x: np.maximum(gelu(x), 0),
        "root of 2 as 1.414": lambda x: x * (1 + error_function(x / 1.414)) / 2,
    },
)


def norms(x: Floats, axis: int = 1) -> Floats:
    """The length of each row."""
    found: Floats = np.sqrt((x * x).sum(axis))
    return found


def cosine(a: Floats, b: Floats) -> Floats:
    """The cosine between rows, shape (N,)."""
    found: Floats = (a * b).sum(1) / (norms(a) * norms(b))
    return found


def _by_products(a: Floats, b: Floats) -> Floats:
    """Take the diagonal of the product of all units."""
    found: Floats = np.diag((a / norms(a)[:, None]) @ (b / norms(b)[:, None]).T)
    return found


def _by_law(a: Floats, b: Floats) -> Floats:
    """Take the law of cosines on units."""
    off = a / norms(a)[:, None] - b / norms(b)[:, None]
    found: Floats = 1 - (off * off).sum(1) / 2
    return found


def _by_loops(a: Floats, b: Floats) -> list[float]:
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    return [
        math.fsum(map(math.prod, zip(one, other, strict=True)))
        / (math.hypot(*one) * math.hypot(*other))
        for one, other in pairs
    ]


def _mean_products(a: Tensor, b: Tensor) -> Tensor:
    return functional.normalize(a, dim=1).mul(functional.normalize(b, dim=1)).sum(1)


def _centred(x: Floats) -> Floats:
    found: Floats = x - x.mean(1, keepdims=True)
    return found


COSINE = Entry(
    "cosine",
    right=variants(cosine)
    | {
        "loops": _by_loops,
        "diagonal of all products": _by_products,
        "diagonal of all products in float32": in_numpy(_by_products, np.float32),
        "law of cosines": _by_law,
        "law of cosines in float32": in_numpy(_by_law, np.float32),
        "one root in float32": in_numpy(
            lambda a, b: (a * b).sum(1) / np.sqrt((a * a).sum(1) * (b * b).sum(1)), np.float32
        ),
        "units in float32": in_torch(_mean_products, torch.float32),
        "torch float32": in_torch(torch.cosine_similarity, torch.float32),
        "torch float64": in_torch(torch.cosine_similarity),
    },
    wrong=slips(cosine)
    | low_precisions(cosine)
    | {
        "1e-6 added to the norms": lambda a, b: (a * b).sum(1) / (norms(a) * norms(b) + 1e-6),
        "1e-4 added to each norm": lambda a, b: (
            (a * b).sum(1) / ((norms(a) + 1e-4) * (norms(b) + 1e-4))
        ),
        "distance": lambda a, b: 1 - cosine(a, b),
        "signs lost": lambda a, b: np.abs(cosine(a, b)),
        "squared": lambda a, b: cosine(a, b) ** 2,
        "angle": lambda a, b: np.arccos(cosine(a, b)),
        "correlation": lambda a, b: cosine(_centred(a), _centred(b)),
        "norms forgotten": lambda a, b: (a * b).sum(1),
        "one norm only": lambda a, b: (a * b).sum(1) / norms(b),
        "norms squared": lambda a, b: (a * b).sum(1) / (norms(a) * norms(b)) ** 2,
        "sums for norms": lambda a, b: (a * b).sum(1) / (np.abs(a).sum(1) * np.abs(b).sum(1)),
        "norms of everything": lambda a, b: (
            (a * b).sum(1) / (np.linalg.norm(a) * np.linalg.norm(b))
        ),
        "columns": lambda a, b: (a * b).sum(0) / (norms(a, 0) * norms(b, 0)),
        "every pair": lambda a, b: a @ b.T / np.outer(norms(a), norms(b)),
        "a column, not a row": lambda a, b: cosine(a, b)[:, None],
        "mean of all": lambda a, b: cosine(a, b).mean(),
    },
)

RATE, FIRST, SECOND, SMALL = 0.01, 0.9, 0.999, 1e-8


def adam(  # noqa: PLR0913 - what Adam knows, and what may be wrong with it
    p: Any, g: Any, m: Any, v: Any, t: int, *, first: float = FIRST, second: float = SECOND
) -> Any:
    """One step, as its paper writes it; shape of `p`."""
    m = first * m + (1 - first) * g
    v = second * v + (1 - second) * g * g
    return p - RATE * (m / (1 - first**t)) / ((v / (1 - second**t)) ** 0.5 + SMALL)


def _efficient(p: Any, g: Any, m: Any, v: Any, t: int) -> Any:
    """Correct the rate and the small number instead of the averages."""
    m, v = m + (1 - FIRST) * (g - m), v + (1 - SECOND) * (g * g - v)
    root = math.sqrt(1 - SECOND**t)
    return p - RATE * root / (1 - FIRST**t) * m / (v**0.5 + SMALL * root)


def _by_optimizer(p: Tensor, g: Tensor, m: Tensor, v: Tensor, t: int) -> Tensor:
    weights = torch.nn.Parameter(p.clone())
    weights.grad = g.clone()
    optimizer = torch.optim.Adam([weights], lr=RATE)
    state = {"step": torch.tensor(float(t - 1)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    optimizer.state[weights] = state
    optimizer.step()
    return weights.detach()


def _number_by_number(*arguments: Any) -> list[float]:
    *arrays, t = arguments
    lists = (each.tolist() for each in arrays)
    return [adam(p, g, m, v, t) for p, g, m, v in zip(*lists, strict=True)]


def _stepped(direction: Callable[..., Floats]) -> Callable[..., Floats]:
    """Step along a function of the new averages, corrected or not, and the gradient."""

    def step(p: Floats, g: Floats, m: Floats, v: Floats, t: int) -> Floats:
        m = FIRST * m + (1 - FIRST) * g
        v = SECOND * v + (1 - SECOND) * g * g
        return p - RATE * direction(m, v, 1 - FIRST**t, 1 - SECOND**t)

    return step


ADAM = Entry(
    "adam_step",
    right=variants(adam)
    | {
        "number by number": _number_by_number,
        "corrected rate": _efficient,
        "corrected rate in float32": in_numpy(_efficient, np.float32),
        "torch.optim in float32": in_torch(_by_optimizer, torch.float32),
        "torch.optim in float64": in_torch(_by_optimizer),
        "tensors in float32": in_torch(adam, torch.float32),
    },
    wrong=slips(adam)
    | low_precisions(adam)
    | {
        "small number under the root": _stepped(
            lambda m, v, first, second: m / first / np.sqrt(v / second + SMALL)
        ),
        "small number not corrected": _stepped(
            lambda m, v, first, second: np.sqrt(second) / first * m / (np.sqrt(v) + SMALL)
        ),
        "small number forgotten": _stepped(
            lambda m, v, first, second: m / first / np.sqrt(v / second)
        ),
        "small number 1e-6": _stepped(
            lambda m, v, first, second: m / first / (np.sqrt(v / second) + 1e-6)
        ),
        "not corrected": _stepped(lambda m, v, _first, _second: m / (np.sqrt(v) + SMALL)),
        "only the mean corrected": _stepped(
            lambda m, v, first, _second: m / first / (np.sqrt(v) + SMALL)
        ),
        "only the square corrected": _stepped(
            lambda m, v, _first, second: m / (np.sqrt(v / second) + SMALL)
        ),
        "root forgotten": _stepped(lambda m, v, first, second: m / first / (v / second + SMALL)),
        "counted from zero": lambda p, g, m, v, t: adam(p, g, m, v, t - 1),
        "counted one too far": lambda p, g, m, v, t: adam(p, g, m, v, t + 1),
        "uphill": lambda p, *rest: 2 * p - adam(p, *rest),
        "rates of decay swapped": lambda *arguments: adam(*arguments, first=SECOND, second=FIRST),
        "second rate 0.99": lambda *arguments: adam(*arguments, second=0.99),
        "gradient not squared": lambda p, g, m, v, t: adam(
            p, g, m, v + (1 - SECOND) / SECOND * (np.abs(g) - g * g), t
        ),
        "weights decayed": lambda p, *rest: adam(p, *rest) - RATE * 0.01 * p,
        "step only": lambda p, *rest: adam(p, *rest) - p,
    },
)
