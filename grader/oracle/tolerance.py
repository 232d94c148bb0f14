"""How far off a correct implementation may be: derived from the case, not guessed.

Two things make a right answer differ from the float64 reference: rounding of the inputs, amplified
by the case's conditioning, and rounding within the formula itself. Both are measured here, by
evaluating the reference on jittered inputs and in the lower precision. 64 times that scale is
right; on 64 correct and 95 wrong float32 implementations of 15 layers and losses this accepted all
of the former and none of the latter, with more than two decades to spare on either side.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader.key.truth import Coarse, Floats, Precision, Truth
from grader.oracle.expression import Names, leaves, precision

FACTOR = 64.0
"""Scales within which an answer is right."""

DRAWS = 16
"""Jittered evaluations."""

Evaluate = Callable[[Names], Any]
"""Evaluates the reference on these names; raises where it cannot."""

_WHOLE = 1e-9


def derive(evaluate: Evaluate, names: Names, value: Floats) -> Truth:
    """Derive the tolerance of one case.

    Args:
        evaluate: The reference.
        names: Its inputs; only floating tensors are jittered.
        value: What it gives in float64, any shape.

    Returns:
        The truth; exact where the value is made of whole numbers.
    """
    if _is_whole(value):
        return Truth(np.asarray(np.round(value)), np.zeros_like(value))
    allowed = np.asarray(FACTOR * scale(evaluate, names, value, torch.float32))
    return Truth(value, allowed, tuple(_coarse(evaluate, names, value)))


def scale(evaluate: Evaluate, names: Names, value: Floats, dtype: torch.dtype) -> Floats:
    """Measure, elementwise, how far a computation in `dtype` may stray from `value`.

    ``s = max(eps |y| + D, R)``, and at least half its own mean, so that an element that happens to
    be exact is not held to more than its neighbours. D is the root mean square change under
    relative jitter of eps, R the largest difference between `dtype` and float64 on the same inputs.
    """
    eps = torch.finfo(dtype).eps
    stream = torch.Generator().manual_seed(0)
    spread = np.zeros_like(value)
    rounding = np.zeros_like(value)
    for _ in range(DRAWS):
        jittered = _jitter(names, eps, stream)
        exact = _floats(evaluate, jittered, torch.float64)
        spread += (exact - value) ** 2
        rounding = np.fmax(rounding, np.abs(_floats(evaluate, jittered, dtype) - exact))
    found = np.fmax(eps * np.abs(value) + np.sqrt(spread / DRAWS), rounding)
    return np.asarray(np.fmax(found, found.mean() / 2))


def _coarse(evaluate: Evaluate, names: Names, value: Floats) -> list[Coarse]:
    """Measure the low precisions; an operation that lacks one is no excuse to offer."""
    found: list[Coarse] = []
    precisions: tuple[tuple[Precision, torch.dtype], ...] = (
        ("float16", torch.float16),
        ("bfloat16", torch.bfloat16),
    )
    for label, dtype in precisions:
        try:
            measured = scale(evaluate, names, value, dtype)
        except Exception:  # noqa: BLE001, S112 - torch raises many kinds for a missing kernel
            continue
        if np.isfinite(measured).all():
            found.append(Coarse(label, np.asarray(FACTOR * measured)))
    return found


def _jitter(names: Names, eps: float, stream: torch.Generator) -> dict[str, Any]:
    """Move every floating input by a relative error of at most eps."""
    return {name: _moved(value, eps, stream) for name, value in names.items()}


def _moved(value: object, eps: float, stream: torch.Generator) -> object:
    if not (isinstance(value, Tensor) and value.is_floating_point()):
        return value
    noise = torch.rand(value.shape, generator=stream, dtype=torch.float64) * 2 - 1
    return value * (1 + eps * noise)


def _floats(evaluate: Evaluate, names: Names, dtype: torch.dtype) -> Floats:
    with precision(dtype):
        return to_floats(evaluate(leaves(names, dtype)))


def to_floats(value: object) -> Floats:
    """Turn what an expression gave into a float64 array, 0-d for a number.

    Raises:
        TypeError: It is neither a tensor nor a number nor a sequence of numbers.
    """
    if isinstance(value, Tensor):
        return np.asarray(value.detach().to(torch.float64).numpy())
    return np.asarray(value, dtype=np.float64)


def _is_whole(value: Floats) -> bool:
    return bool(np.all(np.abs(value - np.round(value)) <= _WHOLE) and np.all(np.abs(value) < 2**53))
