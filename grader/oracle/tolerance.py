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

from grader.errors import SpecError
from grader.key.truth import Coarse, Floats, Precision, Truth
from grader.oracle.expression import Names, leaves, precision

FACTOR = 64.0
"""Scales within which an answer is right."""

DRAWS = 16
"""Jittered evaluations."""

Evaluate = Callable[[Names], Any]
"""Evaluates the reference on these names; raises where it cannot."""

_LOW: tuple[tuple[Precision, torch.dtype], ...] = (
    ("float16", torch.float16),
    ("bfloat16", torch.bfloat16),
)
_WHOLE = 1e-9


def derive(evaluate: Evaluate, names: Names, value: Floats) -> Truth:
    """Derive the tolerance of one case.

    Args:
        evaluate: The reference.
        names: Its inputs; only floating tensors are jittered.
        value: What it gives in float64, any shape, finite.

    Returns:
        The truth; exact where the value is made of whole numbers.
    """
    if is_whole(value):
        return exact(value)
    return Truth(value, closeness(evaluate, names, value), coarse(evaluate, names, value))


def exact(value: Floats) -> Truth:
    """Make whole numbers the truth, to be met exactly."""
    return Truth(np.asarray(np.round(value) + 0.0), np.zeros_like(value))


def is_whole(value: Floats) -> bool:
    """Whether every number is whole, and so small that float64 holds its neighbours too."""
    return bool(np.all(np.abs(value - np.round(value)) <= _WHOLE) and np.all(np.abs(value) < 2**53))


def stays_whole(evaluate: Evaluate, names: Names, value: Floats) -> bool:
    """Whether whole numbers come out whole in single precision too.

    A sum that is 0 by mathematics only, such as the gradient of what cancels, does not: it is as
    rounded as any other number.

    Raises:
        SpecError: The reference cannot be evaluated in float32.
    """
    return is_whole(value) and bool(
        np.array_equal(_floats(evaluate, names, torch.float32), np.round(value))
    )


def closeness(evaluate: Evaluate, names: Names, value: Floats) -> Floats:
    """Derive the largest difference that still counts as right, elementwise."""
    return np.asarray(FACTOR * scale(evaluate, names, value, torch.float32))


def coarse(evaluate: Evaluate, names: Names, value: Floats) -> tuple[Coarse, ...]:
    """Measure the low precisions; an operation that lacks or overflows one has no such excuse."""
    found: list[Coarse] = []
    for label, dtype in _LOW:
        try:
            conditioning, rounding = _measure(evaluate, names, value, dtype)
        except (SpecError, RuntimeError, TypeError):  # torch has no kernel for it
            continue
        if np.isfinite(conditioning).all() and np.isfinite(rounding).all():
            found.append(Coarse(label, np.asarray(FACTOR * _levelled(conditioning, rounding))))
    return tuple(found)


def scale(evaluate: Evaluate, names: Names, value: Floats, dtype: torch.dtype) -> Floats:
    """Measure, elementwise, how far a computation in `dtype` may stray from `value`.

    ``s = max(eps |y| + D, R)``, and at least half its own mean, so that an element that happens to
    be exact is not held to more than its neighbours. D is the root mean square change under
    relative jitter of eps, R the largest difference between `dtype` and float64 on the same inputs.
    Where `dtype` overflows, R says nothing and D alone counts: the scale is always finite.
    """
    conditioning, rounding = _measure(evaluate, names, value, dtype)
    return _levelled(conditioning, np.where(np.isfinite(rounding), rounding, 0.0))


def _levelled(conditioning: Floats, rounding: Floats) -> Floats:
    found = np.fmax(conditioning, rounding)
    return np.asarray(np.fmax(found, found.mean() / 2)) if found.size else found


def _measure(
    evaluate: Evaluate, names: Names, value: Floats, dtype: torch.dtype
) -> tuple[Floats, Floats]:
    """Measure ``eps |y| + D`` and R; R is not finite where `dtype` is not.

    A jittered input may leave the domain, as at the edge of a root; such a draw says nothing.
    Where torch refuses it, as it does a probability above 1, inputs are moved towards zero only.
    """
    eps = torch.finfo(dtype).eps
    stream = torch.Generator().manual_seed(0)
    spread = np.zeros_like(value)
    rounding = np.zeros_like(value)
    with np.errstate(invalid="ignore", over="ignore"):
        for _ in range(DRAWS):
            jittered, moved = _moves(evaluate, names, eps, stream)
            inside = np.isfinite(moved)
            spread = np.hypot(spread, np.where(inside, moved - value, 0.0))
            off = np.abs(_floats(evaluate, jittered, dtype) - moved)
            rounding = np.maximum(rounding, np.where(inside, off, 0.0))
        return np.asarray(eps * np.abs(value) + spread / np.sqrt(DRAWS)), np.asarray(rounding)


def _moves(
    evaluate: Evaluate, names: Names, eps: float, stream: torch.Generator
) -> tuple[dict[str, Any], Floats]:
    """Move every floating input by a relative error of at most eps; give what comes of it, too."""
    noise = {
        name: torch.rand(value.shape, generator=stream, dtype=torch.float64) * 2 - 1
        for name, value in names.items()
        if isinstance(value, Tensor) and value.is_floating_point()
    }
    either = {**names, **{name: names[name] * (1 + eps * by) for name, by in noise.items()}}
    try:
        return either, _floats(evaluate, either, torch.float64)
    except SpecError:
        inward = {
            **names,
            **{name: names[name] * (1 - eps * abs(by)) for name, by in noise.items()},
        }
        return inward, _floats(evaluate, inward, torch.float64)


def _floats(evaluate: Evaluate, names: Names, dtype: torch.dtype) -> Floats:
    with precision(dtype):
        return to_floats(evaluate(leaves(names, dtype)))


def to_floats(value: object) -> Floats:
    """Turn what an expression gave into a float64 array of its own, 0-d for a number.

    Raises:
        TypeError: It is neither a real tensor nor an array nor a number nor a sequence of such.
        ValueError: A sequence is ragged, or a number too large.
    """
    if isinstance(value, Tensor):
        if value.is_complex():
            raise TypeError("a complex tensor")
        return np.array(value.detach().to(torch.float64).numpy())
    if isinstance(value, list | tuple):
        return np.asarray([to_floats(each) for each in value], dtype=np.float64)
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "biuf":
        return np.array(value, dtype=np.float64)
    if not isinstance(value, int | float):
        raise TypeError(f"a {type(value).__name__}")
    try:
        return np.asarray(float(value))
    except OverflowError:
        raise ValueError("a number too large for float64") from None
