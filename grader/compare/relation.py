"""Judge a `relation`: look up what came of the claim with the student's values."""

import itertools
import math

import numpy as np

from grader.compare.formula import read_table
from grader.compare.number import read_one
from grader.compare.reading import Bound, Numbers, Problem, returned, to_float
from grader.compare.result import (
    Absent,
    Comparison,
    Match,
    Stopped,
    Unreadable,
    Unsettled,
    WrongSides,
)
from grader.key.kinds import Binding, RelationKey, Settled, Trial, Unknown
from grader.outcome import Outcome
from grader.request import CallEach, Fetch, Request

_NEAR = 1e-9


def ask_relation(key: RelationKey) -> tuple[Request, ...]:
    """Ask for every unknown's value, and for a formula's values at its points."""
    asked: list[Request] = []
    for unknown in key.unknowns:
        asked.append(Fetch(unknown.name))
        if unknown.variables:
            asked.append(CallEach(unknown.name, unknown.points))
    return tuple(asked)


def read_relation(key: RelationKey, outcomes: tuple[Outcome, ...]) -> Bound | Problem:
    """Read every unknown; the first that cannot be read stands for the answer."""
    left = list(outcomes)
    binding: list[tuple[float, ...]] = []
    for unknown in key.unknowns:
        taken = tuple(left.pop(0) for _ in range(2 if unknown.variables else 1))
        found = _read_unknown(unknown, taken)
        if not isinstance(found, tuple):
            return found
        binding.append(found)
    return Bound(tuple(binding))


def compare_relation(key: RelationKey, reading: Bound) -> Comparison:
    """Judge by the trials of the same binding, if that was ever tried."""
    found = find_settled(key, reading.binding)
    if found is None:
        return Unsettled()
    failing = [trial for trial in found.trials if not holds(trial)]
    if not failing and _is_only_large(key, reading.binding):
        failing = list(found.trials)
    if not failing:
        return Match()
    return WrongSides(failing[0], len(failing), len(found.trials))


def _is_only_large(key: RelationKey, binding: Binding) -> bool:
    """Whether a finite number stands for an infinite one.

    Large enough, it makes the claim true to the last digit that is compared; it is still another
    number.
    """
    right = itertools.chain.from_iterable(key.settled[0].binding)
    given = itertools.chain.from_iterable(binding)
    return any(
        math.isinf(wanted) and not math.isinf(found)
        for wanted, found in zip(right, given, strict=True)
    )


def find_settled(key: RelationKey, binding: Binding) -> Settled | None:
    """Find what came of a claim for these values."""
    return next((each for each in key.settled if _same(each.binding, binding)), None)


def holds(trial: Trial) -> bool:
    """Whether both sides agree, within what rounding explains."""
    left, right = trial.left.value, trial.right.value
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(left - right) <= trial.right.allowed if left.shape == right.shape else False
    return bool(np.all(near))


def _read_unknown(unknown: Unknown, outcomes: tuple[Outcome, ...]) -> tuple[float, ...] | Problem:
    if unknown.variables:
        table = read_table(outcomes, unknown.variables, unknown.points)
        if isinstance(table, Absent | Stopped | Unreadable):
            return table
        return tuple(math.nan if isinstance(v, str) else to_float(v) for v in table.values)
    value = returned(outcomes[0])
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    number = read_one(value)
    return (float(number.value),) if isinstance(number, Numbers) else number


def _same(one: Binding, other: Binding) -> bool:
    pairs = zip(one, other, strict=True)
    return all(
        len(left) == len(right) and all(map(_is_close, left, right)) for left, right in pairs
    )


def _is_close(one: float, other: float) -> bool:
    """Whether two values are one; a formula without a value at a point has none here as well."""
    return math.isclose(one, other, rel_tol=_NEAR) or (math.isnan(one) and math.isnan(other))
