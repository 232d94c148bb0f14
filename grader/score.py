"""Points and verdicts: what a comparison means, and what it earns.

Nothing here knows words for students, and nothing awards points for a fault of ours: a
`grader-error` has no points at all, and the mark is withheld.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

import numpy as np

from grader.compare.function import compare_case
from grader.compare.reading import Reading, Results
from grader.compare.result import (
    Absent,
    Awaits,
    BelowWanted,
    BrokenClaim,
    Comparison,
    Imprecise,
    Match,
    NonFinite,
    Stopped,
    UnlikelyDraws,
    Unreadable,
    Unsettled,
    WrongCases,
    WrongChoice,
    WrongFormula,
    WrongNames,
    WrongShape,
    WrongSides,
    WrongValues,
)
from grader.key.kinds import ArrayKey, FunctionKey, Key, NamesKey, ShapeKey
from grader.key.truth import Truth
from grader.outcome import Killed, KillReason, NotRun, Raised, TimedOut


class Verdict(StrEnum):
    """What an answer or a part came to."""

    RIGHT = "right"
    RIGHT_BY_FOLLOW_THROUGH = "right-by-follow-through"
    """Right, given the student's own earlier answer."""

    PARTLY_RIGHT = "partly-right"
    """Some of the points: right cells, right names, or a named mistake that still earns credit."""

    IMPRECISE = "imprecise"
    """Right but for a low precision, which explains the difference."""

    WRONG = "wrong"
    WRONG_SHAPE = "wrong-shape"
    UNREADABLE = "unreadable"
    """A value, but not of the kind asked for: a matter of form."""

    MISSING = "missing"
    CRASHED = "crashed"
    TIMED_OUT = "timed-out"
    OUT_OF_MEMORY = "out-of-memory"
    SKIPPED = "skipped"
    """Not run, because the time for the whole file was used up before."""

    AWAITING_MARKER = "awaiting-marker"
    """A person marks it."""

    GRADER_ERROR = "grader-error"
    """Our fault. Never scored: the mark is withheld."""


_WORST_FIRST = (
    Verdict.GRADER_ERROR,
    Verdict.CRASHED,
    Verdict.TIMED_OUT,
    Verdict.OUT_OF_MEMORY,
    Verdict.SKIPPED,
    Verdict.UNREADABLE,
    Verdict.WRONG_SHAPE,
    Verdict.WRONG,
    Verdict.IMPRECISE,
    Verdict.MISSING,
    Verdict.AWAITING_MARKER,
    Verdict.PARTLY_RIGHT,
    Verdict.RIGHT_BY_FOLLOW_THROUGH,
    Verdict.RIGHT,
)
"""Of several answers that earned nothing together, the part shows the first of these."""

SAME_VALUES_SHARE = 0.5
"""Earned by the right values with dimensions of size 1 too many or too few."""

IMPRECISE_SHARE = 0.5
"""Earned by right values in a precision too low for them."""


def verdict_of(comparison: Comparison, key: Key) -> Verdict:  # noqa: C901 - one case per finding
    """Say what a comparison means, points aside."""
    match comparison:
        case Match():
            return Verdict.RIGHT
        case Absent():
            return Verdict.MISSING
        case Stopped(outcome):
            return _stopped(outcome)
        case Unreadable():
            return Verdict.UNREADABLE
        case WrongShape():
            return Verdict.WRONG if isinstance(key, ShapeKey) else Verdict.WRONG_SHAPE
        case Imprecise():
            return Verdict.IMPRECISE
        case WrongCases(found=found):
            return verdict_of(found, key)
        case Awaits():
            return Verdict.AWAITING_MARKER
        case Unsettled():
            return Verdict.GRADER_ERROR
        case NonFinite() | WrongValues() | WrongFormula() | WrongNames():
            return Verdict.WRONG
        case WrongChoice() | WrongSides() | BrokenClaim() | BelowWanted() | UnlikelyDraws():
            return Verdict.WRONG


def _stopped(outcome: Raised | TimedOut | Killed | NotRun) -> Verdict:
    match outcome:
        case Raised(out_of_memory=True) | Killed(reason=KillReason.MEMORY):
            return Verdict.OUT_OF_MEMORY
        case TimedOut():
            return Verdict.TIMED_OUT
        case NotRun():
            return Verdict.SKIPPED
        case Raised() | Killed():
            return Verdict.CRASHED


def share_of(key: Key, reading: Reading | None, comparison: Comparison) -> float:
    """Say what share of its points an answer earns by itself, named mistakes aside; 0 to 1.

    Args:
        key: The truth.
        reading: The answer, if it could be read.
        comparison: What comparing the two found.
    """
    match comparison:
        case Match():
            return 1.0
        case Imprecise():
            return IMPRECISE_SHARE
        case WrongShape(same_values=True):
            return SAME_VALUES_SHARE
        case WrongValues() | NonFinite() if isinstance(key, ArrayKey) and key.marked == "cells":
            return cell_share(int(comparison.wrong.sum()), key.case.truth)
        case BelowWanted(share=share):
            return share
        case WrongNames() if isinstance(key, NamesKey):
            return max(0, comparison.right - len(comparison.extra)) / len(key.expected)
        case WrongCases() if isinstance(key, FunctionKey) and key.marked == "cases":
            return _case_share(key, reading)
        case _:
            return 0.0


def cell_share(wrong: int, truth: Truth) -> float:
    """Turn a number of wrong cells into credit above what the best constant array would get.

    Without that correction, a matrix of one common value would earn points for knowing nothing.
    """
    constant = best_constant(truth)
    right = truth.value.size - wrong
    if right <= constant:
        return 0.0
    return (right - constant) / (truth.value.size - constant)


def best_constant(truth: Truth) -> int:
    """Count the cells that the best constant array gets right.

    Each cell accepts an interval of values; the most that overlap anywhere do so where one begins.
    """
    begins = np.sort(truth.value - truth.allowed, axis=None)
    ends = np.sort(truth.value + truth.allowed, axis=None)
    open_there = np.searchsorted(begins, begins, "right") - np.searchsorted(ends, begins, "left")
    return int(open_there.max(initial=0))


def _case_share(key: FunctionKey, reading: Reading | None) -> float:
    if not isinstance(reading, Results):
        return 0.0
    pairs = zip(key.cases, reading.cases, strict=True)
    right = [isinstance(compare_case(case, each), Match) for case, each in pairs]
    counted: list[bool] = []
    for cases in key.calls:
        here, right = right[: len(cases)], right[len(cases) :]
        found = list(zip([case.output in key.unchanged for case in cases], here, strict=True))
        # Leaving an argument alone is no achievement where what is wanted is not right.
        is_right = all(ok for is_argument, ok in found if not is_argument)
        counted += [ok and (is_right or not is_argument) for is_argument, ok in found]
    return sum(counted) / len(counted)


def settle_verdict(verdict: Verdict, share: float) -> Verdict:
    """Call an answer partly right that earns something, unless its verdict says why it does."""
    if share > 0 and verdict not in _EARNING:
        return Verdict.PARTLY_RIGHT
    return verdict


_EARNING = frozenset(
    [
        Verdict.RIGHT,
        Verdict.IMPRECISE,
        Verdict.WRONG_SHAPE,
        Verdict.AWAITING_MARKER,
        Verdict.GRADER_ERROR,
    ]
)


def split_points(points: float, shares: Sequence[float | None]) -> list[float]:
    """Share a part's points among its answers: as stated, the rest in equal shares."""
    left = points - sum(share for share in shares if share is not None)
    free = sum(share is None for share in shares)
    return [left / free if share is None else share for share in shares]


def round_points(points: float, step: float, most: float = math.inf) -> float:
    """Round to the step, halves up, in decimal: 0.125 to 0.01 is 0.13.

    Args:
        points: What was earned.
        step: Such as 0.01.
        most: What could be earned; rounding never gives more.
    """
    unit = Decimal(str(step))
    exact = Decimal(repr(round(points, 9)))
    rounded = (exact / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit
    return min(float(rounded), most)


def combine(verdicts: Sequence[Verdict], share: float) -> Verdict:
    """Say what a part came to, from its answers that are worth points and the share it earned.

    As long as a person has to mark one of them, nothing is settled.
    """
    for unsettled in (Verdict.GRADER_ERROR, Verdict.AWAITING_MARKER):
        if unsettled in verdicts:
            return unsettled
    if len(verdicts) == 1:
        return verdicts[0]
    worst = min(verdicts, key=_WORST_FIRST.index)
    if worst in (Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH) or share <= 0:
        return worst
    return Verdict.PARTLY_RIGHT
