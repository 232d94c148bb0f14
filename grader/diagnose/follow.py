"""Follow-through: is a wrong answer right, given the student's own earlier answer?

Guarded: an earlier answer so trivial that the later part no longer asks anything earns nothing. How
trivial is not a list of special values but measured, by the mistakes the part can still tell apart
when it is asked about that value.
"""

from collections.abc import Iterable

import numpy as np

from grader.compare.kinds import compare
from grader.compare.reading import Problem, Reading
from grader.compare.result import Match
from grader.key.kinds import ArrayKey, Key, NumberKey
from grader.key.truth import Case, Floats, Truth
from grader.record import Record

POWER = 0.75
"""Share of the mistakes that the right earlier answer shows, which the student's must show too."""


class Followed(Record, frozen=True, eq=False):
    """The part is right from the student's own earlier answer."""

    value: Floats
    """What follows from it."""


class Refused(Record, frozen=True, eq=False):
    """It would be right, but the earlier answer makes the part trivial."""

    value: Floats


def can_carry(value: Floats, truth: Truth) -> bool:
    """Whether an earlier answer can be worked on at all: right shape, and finite."""
    return value.shape == truth.value.shape and bool(np.isfinite(value).all())


def follow(
    carried: Key, reference: Key, reading: Reading | Problem, earlier: Iterable[Floats]
) -> Followed | Refused | None:
    """Judge an answer by the key that the student's own earlier answers make.

    Args:
        carried: The key with the student's values.
        reference: The key with the right ones.
        reading: The answer, which is wrong by the reference.
        earlier: The student's values themselves.

    Returns:
        None where it does not follow from them either.
    """
    if not isinstance(carried, ArrayKey | NumberKey) or not isinstance(
        reference, ArrayKey | NumberKey
    ):
        return None
    if not isinstance(compare(carried, reading), Match):
        return None
    value = carried.case.truth.value
    is_trivial = (
        any(map(_is_flat, earlier))
        or (_is_flat(value) and not _is_flat(reference.case.truth.value))
        or shown(carried.case) < POWER * shown(reference.case)
    )
    return Refused(value) if is_trivial else Followed(value)


def shown(case: Case) -> int:
    """Count the mistakes that a case tells from its truth."""
    return sum(
        mistake.value is None
        or mistake.value.shape != case.truth.value.shape
        or not np.allclose(mistake.value, case.truth.value, equal_nan=True)
        for mistake in case.mistakes
    )


def _is_flat(value: Floats) -> bool:
    """Whether an array is one constant: nothing was computed."""
    return value.size > 1 and np.unique(value).size == 1
