"""Judge numbers elementwise: shape, then finiteness, then values. NumPy only."""

import numpy as np
from numpy.typing import NDArray

from grader.compare.reading import Numbers
from grader.compare.result import (
    Imprecise,
    Index,
    Match,
    NonFinite,
    WrongShape,
    WrongValues,
)
from grader.key.truth import PRECISIONS, Coarse, Floats, Truth

_UNMARKED = 1 / 16
"""Share of a low precision's allowance for values that only look like it: 3 is a float16 too, and
is no more than a guess at 2.7."""


def compare_values(
    actual: Numbers, truth: Truth
) -> Match | WrongShape | NonFinite | WrongValues | Imprecise:
    """Judge each element by ``|actual - expected| <= allowed``.

    Never broadcasts: an (N, 1) answer to an (N,) question is a wrong shape. An infinity matches the
    same infinity only. nan matches nan only where a mistake is held against the answer, since the
    oracle lets no nan into a reference.

    Args:
        actual: The student's value, any shape.
        truth: The reference; same shape wanted.
    """
    value, expected = actual.value, truth.value
    if value.shape != expected.shape:
        return WrongShape(value.shape, expected.shape, same_values=_same_squeezed(actual, truth))
    wrong = ~right_cells(value, truth)
    if not wrong.any():
        return Match()
    broken = ~np.isfinite(value) & np.isfinite(expected)
    if broken.any():
        return NonFinite(int(broken.sum()), value.size, _first(broken), wrong)
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.where(wrong, np.abs(value - expected), 0.0)
        excess = np.where(wrong, np.nan_to_num(off - truth.allowed, nan=np.inf), -np.inf)
    worst = _index(int(excess.argmax()), excess.shape)
    for coarse in truth.coarse:
        if _explains(coarse, actual, off):
            at = float(off[worst]), float(truth.allowed[worst])
            return Imprecise(coarse.label, *at, coarse.says)
    return WrongValues(
        wrong=wrong,
        worst=worst,
        actual=float(value[worst]),
        expected=float(expected[worst]),
        allowed=float(truth.allowed[worst]),
    )


def _explains(coarse: Coarse, actual: Numbers, off: Floats) -> bool:
    """Whether an imprecise way of computing explains the differences.

    Numbers of a low precision are known by their digits; a way that cancels leaves no such trace.
    """
    if coarse.label not in PRECISIONS:
        return bool(np.all(off <= coarse.allowed))
    share = 1.0 if actual.precision == coarse.label else _UNMARKED
    return bool(np.all(off <= share * coarse.allowed)) and _is_of(actual, coarse.label)


def right_cells(value: Floats, truth: Truth) -> NDArray[np.bool_]:
    """Mark the cells that are right; same shape as both."""
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(value - truth.value) <= np.fmax(truth.allowed, _snap(truth))
    both_nan = np.isnan(value) & np.isnan(truth.value)
    return np.asarray((value == truth.value) | near | both_nan)


def _snap(truth: Truth) -> Floats:
    """Allow a float to stand for the whole number that it is so near to."""
    return np.where(np.round(truth.value) == truth.value, truth.snap, 0.0)


def _is_of(actual: Numbers, precision: str) -> bool:
    """Whether every value is a number of the low precision: it came so, or it fits without loss."""
    if actual.precision is not None:
        return actual.precision == precision
    with np.errstate(over="ignore"):
        if precision == "float16":
            return bool(np.all(actual.value.astype(np.float16) == actual.value))
        single = actual.value.astype(np.float32)
    bits = single.view(np.uint32)
    return bool(np.all(single == actual.value) and np.all(bits & 0xFFFF == 0))


def _same_squeezed(actual: Numbers, truth: Truth) -> bool:
    """Whether only dimensions of size 1 differ, and the values are right."""
    sides = [side for side in actual.value.shape if side != 1]
    if sides != [side for side in truth.value.shape if side != 1]:
        return False
    return bool(right_cells(actual.value.reshape(truth.value.shape), truth).all())


def _first(mask: NDArray[np.bool_]) -> Index:
    return _index(int(mask.argmax()), mask.shape)


def _index(flat: int, shape: tuple[int, ...]) -> Index:
    return tuple(int(side) for side in np.unravel_index(flat, shape))
