"""Judge a property: hold two things that a student's code gave against each other."""

import numpy as np

from grader.compare.describe import describe
from grader.compare.reading import Sides, read_numbers, with_truths
from grader.compare.result import BrokenClaim, Match, Unreadable
from grader.key.kinds import Invariant
from grader.key.truth import Floats
from grader.language import later, say
from grader.values import Value


def read_sides(invariant: Invariant, given: Value) -> Sides | Unreadable:
    """Read both sides of a claim."""
    wanted = later("an array of numbers")
    if not (isinstance(given, tuple) and len(given) == 2):
        return Unreadable(wanted, describe(given))
    sides = [read_numbers(with_truths(each), wanted) for each in given]
    left, right = sides
    if isinstance(left, Unreadable):
        return left
    if isinstance(right, Unreadable):
        return right
    return Sides(invariant, left, right)


def compare_sides(
    sides: Sides, relative: float, *, may_be_empty: bool = False
) -> Match | BrokenClaim | Unreadable:
    """Judge a claim in every entry; a side of one number stands beside every entry of the other.

    Args:
        sides: What the code gave.
        relative: How far rounding may part them, as a share of the largest number of the two.
        may_be_empty: Whether nothing at all, of which everything is true, may be right.
    """
    left, right = sides.left.value, sides.right.value
    if left.shape != right.shape and left.ndim and right.ndim:
        return Unreadable(say("both sides of one shape"), f"{left.shape}, {right.shape}")
    if not (may_be_empty or (left.size and right.size)):
        return Unreadable(later("an array of numbers"), say("one without any"))
    left, right = np.broadcast_arrays(left, right)
    fails = _fails(sides.invariant.operator, left, right, relative)
    if not fails.any():
        return Match()
    with np.errstate(invalid="ignore", over="ignore"):
        gap = np.where(fails, np.nan_to_num(np.abs(left - right), nan=np.inf), -1.0)
    worst = tuple(int(each) for each in np.unravel_index(int(gap.argmax()), gap.shape))
    return BrokenClaim(
        sides.invariant,
        worst,
        float(left[worst]),
        float(right[worst]),
        int(fails.sum()),
        fails.size,
    )


def _fails(operator: str, left: Floats, right: Floats, relative: float) -> Floats:
    """Mark the entries in which a claim fails by more than rounding; nan fails every claim."""
    sizes = np.abs(np.concatenate([left.ravel(), right.ravel()]))
    sizes = sizes[np.isfinite(sizes)]
    with np.errstate(invalid="ignore", over="ignore"):
        if operator in ("==", "!="):
            slack = np.asarray(relative * sizes.max(initial=0.0))
        else:  # one huge entry must not excuse the others
            usual = float(np.median(sizes)) if sizes.size else 0.0
            beside = np.nan_to_num(np.maximum(np.abs(left), np.abs(right)), posinf=0.0)
            slack = relative * np.maximum(beside, usual)
        gap = left - right
        same = (np.abs(gap) <= slack) | (left == right)
        holds = {
            "==": same,
            "!=": ~same,
            "<=": (gap <= slack) | same,
            ">=": (gap >= -slack) | same,
            "<": (gap < 0) & ~same,
            ">": (gap > 0) & ~same,
        }[operator]
    return np.asarray(~holds | np.isnan(left) | np.isnan(right))
