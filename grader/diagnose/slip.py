"""Arithmetic slips: an entry that is off by just one of the products it sums up.

Said as a "maybe": that the difference equals a product is evidence, not proof. On the homework's
own matrices a missing product is identified alone in 42 of 81 cells, and narrowed to two or three
in the others.
"""

import numpy as np

from grader.compare.reading import Numbers, Problem, Reading
from grader.compare.result import Index
from grader.key.kinds import ArrayKey, Key
from grader.key.terms import Terms
from grader.key.truth import Floats
from grader.record import Record

MOST_CELLS = 3
"""Wrong cells up to which slips are looked for; more are no slip but another method."""

MOST_TERMS = 3
"""Products up to which a slip is narrowed down enough to be worth saying."""

_NEAR = 1e-6


class Slip(Record, frozen=True):
    """One cell that is off by one product."""

    cell: Index
    terms: tuple[str, ...]
    """The products it may be, since equal ones cannot be told apart."""

    is_missing: bool
    """Left out; else counted twice."""


def slips_of(key: Key, reading: Reading | Problem) -> tuple[Slip, ...]:
    """Find the slips of an answer, if it is an array that its author marked as hand-computed."""
    if not (isinstance(key, ArrayKey) and isinstance(reading, Numbers)) or key.terms is None:
        return ()
    expected = key.case.truth.value
    if reading.value.shape != expected.shape or not np.isfinite(reading.value).all():
        return ()
    return find_slips(reading.value, expected, key.terms)


def find_slips(actual: Floats, expected: Floats, terms: Terms) -> tuple[Slip, ...]:
    """Find the slip in each wrong cell.

    Args:
        actual: The student's array, same shape as `expected`.
        expected: The right one.
        terms: What each cell sums up.

    Returns:
        One slip a wrong cell; nothing if any of them has none, or too many are wrong.
    """
    cells = [tuple(map(int, cell)) for cell in np.argwhere(np.abs(actual - expected) > _NEAR)]
    if not 1 <= len(cells) <= MOST_CELLS:
        return ()
    found = [_slip(cell, float(actual[cell] - expected[cell]), terms) for cell in cells]
    slips = tuple(slip for slip in found if slip is not None)
    return slips if len(slips) == len(cells) else ()


def _slip(cell: Index, off: float, terms: Terms) -> Slip | None:
    products = terms.values[cell]
    for is_missing, wanted in ((True, -off), (False, off)):
        places = np.flatnonzero((np.abs(products - wanted) <= _NEAR) & (products != 0))
        if 1 <= places.size <= MOST_TERMS:
            return Slip(cell, tuple(terms.labels[place] for place in places), is_missing)
    return None
