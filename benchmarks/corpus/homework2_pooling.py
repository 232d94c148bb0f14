"""The pooling functions of Homework 2: ways to get them right, and wrong.

Each takes a feature map `X`, the list `S` of (row, column) pairs, and `lp_pool` an exponent.
"""

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from corpus.entry import Entry, Floats, Implementation
from corpus.forms import in_numpy, in_torch, low_precisions, slips, variants, without

Cells = list[tuple[int, int]]


def entries(x: Any, cells: Cells) -> Any:
    """The elements at the indexes, shape (|S|,)."""
    rows, columns = zip(*cells, strict=True)
    return x[list(rows), list(columns)]


def _box(x: Floats, cells: Cells) -> Floats:
    """Cut the rectangle that the indexes span."""
    (top, left), (bottom, right) = cells[0], cells[-1]
    return x[top : bottom + 1, left : right + 1]


def _masked(x: Floats, cells: Cells, outside: float) -> Floats:
    found = np.full_like(x, outside)
    for cell in cells:
        found[cell] = x[cell]
    return found


def _of(reduce: Callable[[Any], Any]) -> Implementation:
    return lambda x, cells: reduce(entries(x, cells))


def _of_all(reduce: Callable[[Any], Any]) -> Implementation:
    return lambda x, _cells: reduce(x)


maximum = _of(np.max)
mean = _of(np.mean)

MAXIMUM = Entry(
    "max_pool",
    right=variants(maximum)
    | {
        "generator": lambda x, cells: max(x[i][j] for i, j in cells),
        "Python numbers": lambda x, cells: max(x[i, j].item() for i, j in cells),
        "sorted": _of(lambda v: np.sort(v)[-1]),
        "rectangle": lambda x, cells: _box(x, cells).max(),
        "minus infinity elsewhere": lambda x, cells: _masked(x, cells, -np.inf).max(),
        "folded": lambda x, cells: functools.reduce(max, (x[cell] for cell in cells), -math.inf),
        "minus the least of the negated": _of(lambda v: -np.min(-v)),
        "torch float32": in_torch(_of(torch.max), torch.float32),
        "torch float64": in_torch(_of(torch.amax)),
        "float16, which holds them all": in_numpy(maximum, np.float16),
    },
    wrong=slips(maximum)
    | {
        "absolute maximum": _of(lambda v: np.abs(v).max()),
        "largest magnitude": _of(lambda v: v[np.abs(v).argmax()]),
        "from zero": _of(lambda v: max(0, v.max())),
        "whole map": _of_all(np.max),
        "least": _of(np.min),
        "mean": mean,
        "position": _of(np.argmax),
        "last index left out": lambda x, cells: maximum(x, cells[:-1]),
        "row and column swapped": lambda x, cells: max(x.T[i, j] for i, j in cells),
        "smooth maximum": _of(lambda v: np.log(np.exp(8 * v).sum()) / 8),
        "a list of one": lambda *arguments: [maximum(*arguments)],
    },
)


def _pairwise(values: list[float]) -> float:
    half = len(values) // 2
    return values[0] if not half else _pairwise(values[:half]) + _pairwise(values[half:])


def _running(values: Floats) -> Any:
    found = values[0]
    for count, value in enumerate(values[1:], 2):
        found = found + (value - found) / values.dtype.type(count)
    return found


AVERAGE = Entry(
    "avg_pool",
    right=variants(mean)
    | {
        "generator": lambda x, cells: sum(x[i][j] for i, j in cells) / len(cells),
        "backwards": lambda x, cells: sum(x[cell] for cell in cells[::-1]) / len(cells),
        "exact sum": _of(lambda v: math.fsum(v) / len(v)),
        "running mean in float32": in_numpy(_of(_running), np.float32),
        "pairwise in float32": in_numpy(_of(lambda v: _pairwise(list(v)) / len(v)), np.float32),
        "divided first in float32": in_numpy(_of(lambda v: (v / len(v)).sum()), np.float32),
        "running sums": _of(lambda v: np.cumsum(v)[-1] / len(v)),
        "rows first in float32": in_numpy(
            lambda x, cells: _box(x, cells).mean(1).mean(), np.float32
        ),
        "zeros elsewhere": lambda x, cells: _masked(x, cells, 0.0).sum() / len(cells),
        "torch float32": in_torch(_of(torch.mean), torch.float32),
        "torch float64": in_torch(_of(torch.mean)),
    },
    wrong=slips(mean)
    | low_precisions(mean)
    | {
        "sum": _of(np.sum),
        "whole map": _of_all(np.mean),
        "divided by the map's size": lambda x, cells: entries(x, cells).sum() / x.size,
        "divided by one less": _of(lambda v: v.sum() / (len(v) - 1)),
        "divided down": _of(lambda v: v.sum() // len(v)),
        "absolute values": _of(lambda v: np.abs(v).mean()),
        "median": _of(np.median),
        "middle of the extremes": _of(lambda v: (v.max() + v.min()) / 2),
        "root of the mean square": _of(lambda v: np.sqrt((v * v).mean())),
        "row and column swapped": lambda x, cells: np.mean([x.T[cell] for cell in cells]),
        "last index left out": lambda x, cells: mean(x, cells[:-1]),
        "small number in the divisor": _of(lambda v: v.sum() / (len(v) + 1e-3)),
    },
)


def _lp(reduce: Callable[[Any, float], Any]) -> Implementation:
    return lambda x, cells, p: reduce(entries(x, cells), p)


norm = _lp(lambda v, p: (abs(v) ** p).sum() ** (1 / p))


def _by_logarithms(values: Tensor, p: float) -> Tensor:
    return torch.exp(torch.logsumexp(p * values.abs().log(), 0) / p)


def _scaled(values: Any, p: float) -> Any:
    largest = abs(values).max()
    return largest * ((abs(values) / largest) ** p).sum() ** (1 / p) if largest else largest


def _own_module(x: Tensor, cells: Cells, p: float) -> Tensor:
    (top, left), (bottom, right) = cells[0], cells[-1]
    box = x[top : bottom + 1, left : right + 1]
    found: Tensor = torch.nn.LPPool2d(p, tuple(box.shape))(box[None, None]).squeeze()
    return found


LP = Entry(
    "lp_pool",
    right=variants(norm)
    | {
        "generator": lambda x, cells, p: sum(abs(x[i][j]) ** p for i, j in cells) ** (1 / p),
        "exact sum": _lp(lambda v, p: math.fsum(abs(v) ** p) ** (1 / p)),
        "numpy's norm": _lp(np.linalg.norm),
        "numpy's norm in float32": in_numpy(_lp(np.linalg.norm), np.float32),
        "scaled by the largest in float32": in_numpy(_lp(_scaled), np.float32),
        "root by logarithm": _lp(lambda v, p: math.exp(math.log((abs(v) ** p).sum()) / p)),
        "by logarithms in float32": in_torch(_lp(_by_logarithms), torch.float32),
        "torch float32": in_torch(norm, torch.float32),
        "vector_norm in float32": in_torch(_lp(torch.linalg.vector_norm), torch.float32),
        "torch's own, of absolute values": in_torch(
            lambda x, cells, p: _own_module(x.abs(), cells, p)
        ),
    },
    wrong=without(slips(norm), "cut to whole numbers")
    | low_precisions(norm)
    | {
        "cut to whole numbers": _lp(lambda v, p: math.floor((abs(v) ** p).sum() ** (1 / p))),
        "no absolute value": _lp(lambda v, p: (v**p).sum() ** (1 / p)),
        "torch's own": in_torch(_own_module),
        "root forgotten": _lp(lambda v, p: (abs(v) ** p).sum()),
        "mean inside the root": _lp(lambda v, p: (abs(v) ** p).mean() ** (1 / p)),
        "mean": _lp(lambda v, p: (abs(v) ** p).sum() ** (1 / p) / len(v)),
        "root of each": _lp(lambda v, p: ((abs(v) ** p) ** (1 / p)).sum()),
        "squares always": _lp(lambda v, _p: np.sqrt((v * v).sum())),
        "whole powers only": lambda x, cells, p: norm(x, cells, int(p)),
        "maximum": _lp(lambda v, _p: abs(v).max()),
        "whole map": lambda x, _cells, p: (abs(x) ** p).sum() ** (1 / p),
        "absolute value of the sum": _lp(
            lambda v, p: abs((np.sign(v) * abs(v) ** p).sum()) ** (1 / p)
        ),
        "small number under the root": _lp(lambda v, p: ((abs(v) ** p).sum() + 1e-3) ** (1 / p)),
    },
)
