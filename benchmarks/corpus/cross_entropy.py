"""Softmax cross-entropy and its gradient: ways to get them right, and wrong."""

import math
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from corpus.entry import Entry, Floats
from corpus.forms import in_numpy, in_torch, low_precisions, slips, variants

Labels = list[int]


def shifted(logits: Floats, axis: int | None = 1) -> Floats:
    """Subtract the largest logit, so that no exponential overflows."""
    found: Floats = logits - logits.max(axis, keepdims=True)
    return found


def probabilities(logits: Floats, axis: int = 1) -> Floats:
    """The softmax of each row."""
    powers = np.exp(shifted(logits, axis))
    found: Floats = powers / powers.sum(axis, keepdims=True)
    return found


def of_labels(values: Floats, labels: Labels) -> Floats:
    """Each row's value at its label."""
    found: Floats = values[np.arange(len(labels)), labels]
    return found


def each_loss(logits: Floats, labels: Labels) -> Floats:
    """The loss of each row, by the logarithm of the sum of exponentials."""
    moved = shifted(logits)
    found: Floats = np.log(np.exp(moved).sum(1)) - of_labels(moved, labels)
    return found


def loss(logits: Floats, labels: Labels) -> Floats:
    """The mean loss, 0-d."""
    return np.asarray(each_loss(logits, labels).mean())


def _by_loops(logits: Floats, labels: Labels) -> float:
    losses = []
    for row, label in zip(logits.tolist(), labels, strict=True):
        largest = max(row)
        losses.append(largest - row[label] + math.log(sum(math.exp(v - largest) for v in row)))
    return math.fsum(losses) / len(losses)


def _pair_by_pair(logits: Floats, labels: Labels) -> Floats:
    total = np.logaddexp.reduce(logits, 1)
    return np.asarray((total - of_labels(logits, labels)).mean())


def _by_one_hot(logits: Tensor, labels: Labels) -> Tensor:
    hot = functional.one_hot(torch.tensor(labels), logits.shape[1]).to(logits.dtype)
    return torch.einsum("nk,nk->", -hot, torch.log_softmax(logits, 1)) / len(labels)


def _margins(logits: Tensor, labels: Labels) -> Tensor:
    """Measure every logit from the label's own."""
    own = logits[range(len(labels)), labels][:, None]
    return torch.logsumexp(logits - own, 1).mean()


def _torch_loss(logits: Tensor, labels: Labels) -> Tensor:
    return functional.cross_entropy(logits, torch.tensor(labels))


def _of_probabilities(change: Callable[[Floats], Floats]) -> Callable[..., Floats]:
    return lambda logits, labels: -np.log(change(of_labels(probabilities(logits), labels))).mean()


def _unshifted(logits: Floats, labels: Labels) -> Floats:
    found: Floats = (np.log(np.exp(logits).sum(1)) - of_labels(logits, labels)).mean()
    return found


def _globally_shifted(logits: Floats, labels: Labels) -> Floats:
    return _unshifted(shifted(logits, None), labels)


def _binary(logits: Tensor, labels: Labels) -> Tensor:
    hot = functional.one_hot(torch.tensor(labels), logits.shape[1]).to(logits.dtype)
    return functional.binary_cross_entropy_with_logits(logits, hot)


LOSS = Entry(
    "cross_entropy_loss",
    right=variants(loss)
    | {
        "loops": _by_loops,
        "pair by pair": _pair_by_pair,
        "pair by pair in float32": in_numpy(_pair_by_pair, np.float32),
        "one-hot in float32": in_torch(_by_one_hot, torch.float32),
        "margins in float32": in_torch(_margins, torch.float32),
        "margins in float64": in_torch(_margins),
        "torch float32": in_torch(_torch_loss, torch.float32),
        "torch float64": in_torch(_torch_loss),
    },
    wrong=slips(loss)
    | low_precisions(loss)
    | {
        "logarithm of the probability": _of_probabilities(lambda p: p),
        "1e-8 added to the probability": _of_probabilities(lambda p: p + 1e-8),
        "1e-12 added to the probability": _of_probabilities(lambda p: p + 1e-12),
        "probability kept above 1e-7": _of_probabilities(lambda p: np.maximum(p, 1e-7)),
        "no shift": _unshifted,
        "no shift in float32": in_numpy(_unshifted, np.float32),
        "one shift for all rows": _globally_shifted,
        "summed": lambda logits, labels: each_loss(logits, labels).sum(),
        "averaged over all cells": lambda logits, labels: (
            each_loss(logits, labels).sum() / logits.size
        ),
        "not averaged": each_loss,
        "in bits": lambda *arguments: loss(*arguments) / math.log(2),
        "softmax along the batch": lambda logits, labels: (
            -np.log(of_labels(probabilities(logits, 0), labels)).mean()
        ),
        "labels off by one": lambda logits, labels: loss(logits, [label - 1 for label in labels]),
        "softmax twice": lambda logits, labels: loss(probabilities(logits), labels),
        "smoothed by a thousandth": in_torch(
            lambda logits, labels: functional.cross_entropy(
                logits, torch.tensor(labels), label_smoothing=1e-3
            )
        ),
        "one loss for each class": in_torch(_binary),
        "squared error": lambda logits, labels: (
            (probabilities(logits) - np.eye(logits.shape[1])[labels]) ** 2
        ).mean(),
    },
)


def gradient(logits: Floats, labels: Labels) -> Floats:
    """Probabilities less one-hot labels, averaged; shape of the logits."""
    found = probabilities(logits)
    found[np.arange(len(labels)), labels] -= 1
    return found / len(labels)


def _gradient_by_loops(logits: Floats, labels: Labels) -> list[list[float]]:
    rows = []
    for row, label in zip(logits.tolist(), labels, strict=True):
        total = math.fsum(math.exp(v - max(row)) for v in row)
        rows.append(
            [
                (math.exp(v - max(row)) / total - (place == label)) / len(labels)
                for place, v in enumerate(row)
            ]
        )
    return rows


def _by_jacobian(logits: Floats, labels: Labels) -> Floats:
    """Multiply the Jacobian of the log-softmax by the gradient of the loss."""
    chances = probabilities(logits)
    count = logits.shape[1]
    jacobian = np.eye(count, dtype=logits.dtype) - chances[:, None, :]
    return -of_labels(jacobian, labels) / len(labels)


def _by_autograd(logits: Tensor, labels: Labels) -> Tensor:
    logits = logits.clone().requires_grad_()
    return torch.autograd.grad(_torch_loss(logits, labels), logits)[0]


def _from_log_softmax(logits: Tensor, labels: Labels) -> Tensor:
    hot = functional.one_hot(torch.tensor(labels), logits.shape[1]).to(logits.dtype)
    return (torch.log_softmax(logits, 1).exp() - hot) / len(labels)


def _against_others(logits: Tensor, labels: Labels) -> Tensor:
    """At its label, each row holds minus the sum of the others."""
    found = torch.softmax(logits, 1)
    found[range(len(labels)), labels] = 0
    found[range(len(labels)), labels] = -found.sum(1)
    return found / len(labels)


def _unshifted_gradient(logits: Floats, labels: Labels) -> Floats:
    powers = np.exp(logits)
    found: Floats = powers / powers.sum(1, keepdims=True) - np.eye(logits.shape[1])[labels]
    return found / len(labels)


def _through_reciprocal(logits: Floats, labels: Labels) -> Floats:
    """Divide by the probability, which may have vanished."""
    chances = probabilities(logits)
    own = of_labels(chances, labels)[:, None]
    hot = np.eye(logits.shape[1])[labels]
    return (-1 / own) * (own * (hot - chances)) / len(labels)


GRADIENT = Entry(
    "cross_entropy_gradient",
    right=variants(gradient)
    | {
        "loops": _gradient_by_loops,
        "by the Jacobian": _by_jacobian,
        "by the Jacobian in float32": in_numpy(_by_jacobian, np.float32),
        "autograd in float32": in_torch(_by_autograd, torch.float32),
        "autograd in float64": in_torch(_by_autograd),
        "from the log-softmax in float32": in_torch(_from_log_softmax, torch.float32),
        "against the others in float32": in_torch(_against_others, torch.float32),
    },
    wrong=slips(gradient)
    | low_precisions(gradient)
    | {
        "computed in bfloat16": in_torch(_from_log_softmax, torch.bfloat16),
        "not averaged": lambda logits, labels: gradient(logits, labels) * len(labels),
        "averaged over all cells": lambda logits, labels: (
            gradient(logits, labels) / logits.shape[1]
        ),
        "label not subtracted": lambda logits, labels: probabilities(logits) / len(labels),
        "averaged before subtracting": lambda logits, labels: (
            probabilities(logits) / len(labels) - np.eye(logits.shape[1])[labels]
        ),
        "no shift": _unshifted_gradient,
        "through the reciprocal": _through_reciprocal,
        "softmax along the batch": lambda logits, labels: (
            (probabilities(logits, 0) - np.eye(logits.shape[1])[labels]) / len(labels)
        ),
        "of the label's logit only": lambda logits, labels: (
            gradient(logits, labels) * np.eye(logits.shape[1])[labels]
        ),
        "labels off by one": lambda logits, labels: gradient(
            logits, [label - 1 for label in labels]
        ),
        "first label for all": lambda logits, labels: gradient(logits, labels[:1] * len(labels)),
        "softmax twice": lambda logits, labels: gradient(probabilities(logits), labels),
        "logits, not probabilities": lambda logits, labels: (
            (logits - np.eye(logits.shape[1])[labels]) / len(labels)
        ),
        "small number in the sum": lambda logits, labels: (
            gradient(logits, labels) + 1e-5 * probabilities(logits)
        ),
    },
)
