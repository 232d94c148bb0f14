"""Patterns that any array or number may be wrong by, tried without being declared.

Transposed, reversed, negated, scaled or shifted by one constant, cut to whole numbers, taken along
another axis, stretched to another shape: a student who went this way sees at once what happened.
They earn nothing by themselves; an author who wants a pattern to earn credit declares it as a
misconception, which comes first.
"""

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from grader.compare.reading import Numbers, Problem, Reading, Results
from grader.compare.result import Match
from grader.compare.values import compare_values
from grader.diagnose.axis import Along, find_normalised, find_reduction
from grader.diagnose.layout import (
    Order,
    is_crossed,
    is_dropped,
    is_kept,
    is_one_repeated,
    is_outer,
    is_permuted,
    is_repeated,
    list_orders,
)
from grader.key.kinds import ArrayKey, FunctionKey, Key, NumberKey
from grader.key.truth import Case, Floats, Truth
from grader.record import Record


class PatternId(StrEnum):
    """What the answer is to the truth."""

    TRANSPOSED = "transposed"
    ROWS_REVERSED = "rows-reversed"
    COLUMNS_REVERSED = "columns-reversed"
    HALF_TURN = "turned-by-180"
    NEGATED = "negated"
    ABSOLUTE = "sign-lost"
    TRUNCATED = "cut-to-whole-numbers"
    FLOORED = "rounded-down"
    OVERFLOWED = "overflowed"
    PERMUTED = "axes-in-another-order"
    WRONG_AXIS = "along-another-axis"
    KEPT = "dimension-too-many"
    DROPPED = "dimension-missing"
    REPEATED = "repeated"
    ROW_REPEATED = "one-row-repeated"
    COLUMN_REPEATED = "one-column-repeated"
    OUTER = "stretched-to-a-square"
    CROSSED = "rows-taken-for-columns"
    SCALED = "scaled"
    SHIFTED = "shifted"


class Pattern(Record, frozen=True):
    """A pattern that explains an answer in every case."""

    id: PatternId
    constant: float | None = None
    """The factor of `SCALED`, the difference of `SHIFTED`."""

    order: Order = ()
    """The axes of the truth, from 0, in the order of `PERMUTED`."""

    along: Along | None = None
    """What of `WRONG_AXIS` was taken along which."""


Move = Callable[[Floats], Floats]

_MOVES: tuple[tuple[PatternId, int, Move], ...] = (
    (PatternId.TRANSPOSED, 2, lambda value: np.swapaxes(value, -1, -2)),
    (PatternId.ROWS_REVERSED, 2, lambda value: np.flip(value, -2)),
    (PatternId.COLUMNS_REVERSED, 1, lambda value: np.flip(value, -1)),
    (PatternId.HALF_TURN, 2, lambda value: np.flip(value, (-1, -2))),
    (PatternId.NEGATED, 0, np.negative),
    (PatternId.ABSOLUTE, 0, np.abs),
    (PatternId.TRUNCATED, 0, np.trunc),
    (PatternId.FLOORED, 0, np.floor),
    (PatternId.OVERFLOWED, 0, lambda value: np.mod(value, 256)),
    (PatternId.OVERFLOWED, 0, lambda value: np.mod(value + 128, 256) - 128),
)
"""Each with the dimensions it needs at least. Eight bits overflow with a sign or without."""

Fits = Callable[[Numbers, Truth], bool]

_LAYOUTS: tuple[tuple[PatternId, Fits], ...] = (
    (PatternId.KEPT, is_kept),
    (PatternId.DROPPED, is_dropped),
    (PatternId.REPEATED, is_repeated),
    (PatternId.ROW_REPEATED, lambda given, truth: is_one_repeated(given, truth, -2)),
    (PatternId.COLUMN_REPEATED, lambda given, truth: is_one_repeated(given, truth, -1)),
    (PatternId.OUTER, is_outer),
    (PatternId.CROSSED, is_crossed),
)
"""From what explains every entry to what explains but some."""


def explain_pattern(key: Key, reading: Reading | Problem) -> Pattern | None:
    """Name the one pattern that explains a wrong answer in every case, if just one does.

    A symmetric truth may be explained by several at once; then none is named.
    """
    pairs = _pairs(key, reading)
    if not pairs:
        return None
    with np.errstate(all="ignore"):
        found = _moved(pairs)
        if not found:
            constants = (_scaled(pairs), _shifted(pairs))
            found = [*(each for each in constants if each is not None), *_permuted(pairs)]
        return found[0] if len(found) == 1 else None if found else _laid_out(pairs)


def _moved(pairs: list[tuple[Case, Numbers]]) -> list[Pattern]:
    found = {
        name: Pattern(name)
        for name, ndim, move in _MOVES
        if all(
            case.truth.value.ndim >= ndim and _is_moved(case, each, move) for case, each in pairs
        )
    }
    if PatternId.TRUNCATED in found:  # the same where nothing is negative
        found.pop(PatternId.FLOORED, None)
    return list(found.values())


def _permuted(pairs: list[tuple[Case, Numbers]]) -> list[Pattern]:
    return [
        Pattern(PatternId.PERMUTED, order=order)
        for order in list_orders(pairs[0][0].truth.value.ndim)
        if all(is_permuted(given, case.truth, order) for case, given in pairs)
    ]


def _laid_out(pairs: list[tuple[Case, Numbers]]) -> Pattern | None:
    """Look for values along another axis first, then for the first layout that fits."""
    along = find_reduction(pairs) or find_normalised(pairs)
    if along is not None:
        return Pattern(PatternId.WRONG_AXIS, along=along)
    for name, fits in _LAYOUTS:
        if all(fits(given, case.truth) for case, given in pairs):
            return Pattern(name)
    return None


def _pairs(key: Key, reading: Reading | Problem) -> list[tuple[Case, Numbers]]:
    """Pair each case with what was given; nothing where a case gave no numbers."""
    match key, reading:
        case (ArrayKey() | NumberKey(), Numbers()):
            return [(key.case, reading)]
        case (FunctionKey(), Results()):
            given = [each for each in reading.cases if isinstance(each, Numbers)]
            return list(zip(key.cases, given, strict=True)) if len(given) == len(key.cases) else []
        case _:
            return []


def _is_moved(case: Case, given: Numbers, move: Move) -> bool:
    moved = Truth(move(case.truth.value), _allowed(case, move))
    return isinstance(compare_values(given, moved), Match)


def _allowed(case: Case, move: Move) -> Floats:
    """Move the tolerance with the values; it is never negative, and never cut."""
    allowed = case.truth.allowed
    moved = move(allowed)
    if moved.shape != allowed.shape:
        return moved
    return np.full(allowed.shape, float(allowed.max(initial=0.0)))


def _scaled(pairs: list[tuple[Case, Numbers]]) -> Pattern | None:
    """One factor for every number of every case."""
    if sum(case.truth.value.size for case, _ in pairs) < _ENOUGH:
        return None
    case, given = max(pairs, key=lambda pair: float(np.abs(pair[0].truth.value).max(initial=0)))
    place = int(np.abs(case.truth.value).argmax())
    if given.value.shape != case.truth.value.shape or not case.truth.value.flat[place]:
        return None
    factor = float(given.value.flat[place] / case.truth.value.flat[place])
    if not np.isfinite(factor) or abs(factor) < _TINY:
        return None
    fits = all(
        _is_near(each, case.truth, case.truth.value * factor, factor) for case, each in pairs
    )
    return Pattern(PatternId.SCALED, factor) if fits else None


def _shifted(pairs: list[tuple[Case, Numbers]]) -> Pattern | None:
    """One difference for every number of every case."""
    if sum(case.truth.value.size for case, _ in pairs) < _ENOUGH:
        return None
    case, given = pairs[0]
    if given.value.shape != case.truth.value.shape or not given.value.size:
        return None
    constant = float(given.value.flat[0] - case.truth.value.flat[0])
    largest = max(float(np.abs(each.truth.value).max(initial=0)) for each, _ in pairs)
    if not np.isfinite(constant) or abs(constant) > _DWARFING * largest:
        return None
    fits = all(_is_near(each, case.truth, case.truth.value + constant, 1.0) for case, each in pairs)
    return Pattern(PatternId.SHIFTED, constant) if fits else None


_ENOUGH = 3
"""Numbers it takes before one constant for all of them is no coincidence."""

_TINY = 1e-9
_DWARFING = 1e6
"""A difference so many times the right values would pass for one whatever they are."""


def _is_near(given: Numbers, truth: Truth, value: Floats, factor: float) -> bool:
    """Whether the answer is this value, as closely as the truth must be met, constant included."""
    slack = 1e-9 * np.abs(value) + 2 * truth.allowed * max(1.0, abs(factor))
    return isinstance(compare_values(given, Truth(value, slack)), Match)
