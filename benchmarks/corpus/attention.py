"""Causal attention: ways to get it right, and wrong."""

import math
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from corpus.entry import Entry, Floats
from corpus.forms import in_numpy, in_torch, low_precisions, slips, variants


def scores_of(q: Floats, k: Floats) -> Floats:
    """How much each row likes each row, shape (T, T)."""
    found: Floats = q @ k.T / q.dtype.type(math.sqrt(q.shape[1]))
    return found


def softmax(scores: Floats, axis: int = 1) -> Floats:
    """Shares that add up to 1."""
    powers = np.exp(scores - scores.max(axis, keepdims=True))
    found: Floats = powers / powers.sum(axis, keepdims=True)
    return found


def masked(scores: Floats, value: float = -np.inf, diagonal: int = 1) -> Floats:
    """Put a value where a row would see a later one."""
    later = np.triu(np.ones(scores.shape, bool), diagonal)
    return np.where(later, scores.dtype.type(value), scores)


def attend(q: Floats, k: Floats, v: Floats) -> Floats:
    """Mask, share, mix; shape (T, E)."""
    return softmax(masked(scores_of(q, k))) @ v


def _row_by_row(q: Floats, k: Floats, v: Floats) -> Floats:
    """Let each row see only what it may."""
    rows = [softmax(scores_of(q[t : t + 1], k[: t + 1])) @ v[: t + 1] for t in range(len(q))]
    return np.concatenate(rows)


def _online(q: Floats, k: Floats, v: Floats) -> Floats:
    """Take keys one at a time and rescale what was mixed so far.

    Source:
        Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018.
    """
    scores = masked(scores_of(q, k))
    largest = np.full(len(q), -np.inf, q.dtype)
    total = np.zeros(len(q), q.dtype)
    mixed = np.zeros((len(q), v.shape[1]), q.dtype)
    for column, value in zip(scores.T, v, strict=True):
        higher = np.maximum(largest, column)
        shrink, share = np.exp(largest - higher), np.exp(column - higher)
        mixed = mixed * shrink[:, None] + share[:, None] * value
        total = total * shrink + share
        largest = higher
    found: Floats = mixed / total[:, None]
    return found


def _by_loops(q: Floats, k: Floats, v: Floats) -> list[list[float]]:
    found = []
    for t, query in enumerate(q.tolist()):
        scores = [
            math.fsum(a * b for a, b in zip(query, key, strict=True)) / math.sqrt(len(query))
            for key in k[: t + 1].tolist()
        ]
        shares = [math.exp(score - max(scores)) for score in scores]
        columns = v[: t + 1].T.tolist()
        mixed = (math.fsum(map(math.prod, zip(shares, each, strict=True))) for each in columns)
        found.append([value / math.fsum(shares) for value in mixed])
    return found


def _torch_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return functional.scaled_dot_product_attention(q[None], k[None], v[None], is_causal=True)[0]


def _scaled_first(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    root = q.shape[1] ** 0.25
    scores = (q / root) @ (k / root).T
    above = torch.full_like(scores, -torch.inf).triu(1)
    return torch.exp(torch.log_softmax(scores + above, 1)) @ v


def _scored(change: Callable[[Floats], Floats]) -> Callable[..., Floats]:
    return lambda q, k, v: softmax(change(scores_of(q, k))) @ v


def _unshifted(q: Floats, k: Floats, v: Floats) -> Floats:
    powers = np.exp(masked(scores_of(q, k)))
    found: Floats = powers / powers.sum(1, keepdims=True) @ v
    return found


def _mask_after(q: Floats, k: Floats, v: Floats) -> Floats:
    return np.tril(softmax(scores_of(q, k))) @ v


def _rescaled(change: Callable[[Floats, Floats], float]) -> Callable[..., Floats]:
    return lambda q, k, v: attend(q * change(q, v), k, v)


ATTENTION = Entry(
    "causal_attention",
    right=variants(attend)
    | {
        "loops": _by_loops,
        "row by row": _row_by_row,
        "row by row in float32": in_numpy(_row_by_row, np.float32),
        "one key at a time": _online,
        "one key at a time in float32": in_numpy(_online, np.float32),
        "masked by -1e9": _scored(lambda scores: masked(scores, -1e9)),
        "masked by -1e9 in float32": in_numpy(
            _scored(lambda scores: masked(scores, -1e9)), np.float32
        ),
        "scaled first in float32": in_torch(_scaled_first, torch.float32),
        "torch float32": in_torch(_torch_attention, torch.float32),
        "torch float64": in_torch(_torch_attention),
    },
    wrong=slips(attend)
    | low_precisions(attend)
    | {
        "computed in bfloat16": in_torch(_scaled_first, torch.bfloat16),
        "masked by -10": _scored(lambda scores: masked(scores, -10)),
        "masked by 0": _scored(np.tril),
        "masked after the softmax": _mask_after,
        "not masked": _scored(lambda scores: scores),
        "rows blind to themselves": _scored(lambda scores: masked(scores, -1e9, 0)),
        "rows see one too far": _scored(lambda scores: masked(scores, -np.inf, 2)),
        "rows see only later ones": _scored(lambda scores: masked(scores.T).T),
        "no shift": _unshifted,
        "no shift in float32": in_numpy(_unshifted, np.float32),
        "not scaled": _rescaled(lambda q, _v: math.sqrt(q.shape[1])),
        "scaled by the width": _rescaled(lambda q, _v: 1 / math.sqrt(q.shape[1])),
        "scaled by the length's root": _rescaled(lambda q, _v: math.sqrt(q.shape[1] / len(q))),
        "scaled by the values' width": _rescaled(lambda q, v: math.sqrt(q.shape[1] / v.shape[1])),
        "softmax over queries": lambda q, k, v: softmax(masked(scores_of(q, k)), 0) @ v,
        "queries and keys swapped": lambda q, k, v: attend(k, q, v),
        "a small number in the sum": lambda q, k, v: attend(q, k, v) / (1 + 1e-4),
    },
)
