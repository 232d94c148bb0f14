"""A wrong answer written out as an oracle would be, for its author to name as a misconception.

What comes out is run as an instructor's code, once it is pasted into a spec: it is put together
from numbers, and from formulas that our own reader understood. No text of a student's is in it.
"""

import math

import numpy as np

from grader.compare.reading import Bound, Dimensions, Numbers, Problem, Reading, Table
from grader.key.kinds import FormulaKey, Key, RelationKey
from grader.key.truth import Floats

MOST_CELLS = 256
"""Entries of an array that is still written out."""


def write_literal(key: Key, reading: Reading | Problem) -> str | dict[str, str]:
    """Write an answer as an expression of the oracle's, or as one for each unknown of a relation.

    Args:
        key: What was asked for.
        reading: What was given.

    Returns:
        Empty where the answer has no such form, as a function has not, or is too long.
    """
    match reading:
        case Numbers() if reading.value.size <= MOST_CELLS and np.isfinite(reading.value).all():
            return _numbers(reading.value)
        case Dimensions():
            return repr(reading.sides)
        case Table(formula=formula) if formula is not None and isinstance(key, FormulaKey):
            return formula.to_python()
        case Bound() if isinstance(key, RelationKey):
            return _binding(key, reading)
        case _:
            return ""


def _numbers(value: Floats) -> str:
    """Write every digit: the oracle is to find the very same number."""
    return repr(value.tolist() if _has_fractions(value) else value.astype(int).tolist())


def _has_fractions(value: Floats) -> bool:
    return any(not cell.is_integer() or abs(cell) >= 2**53 for cell in value.flat)


def _binding(key: RelationKey, reading: Bound) -> str | dict[str, str]:
    """Write the values of unknowns that are numbers; a formula is known by its values only."""
    pairs = list(zip(key.unknowns, reading.binding, strict=True))
    if any(unknown.variables or math.isnan(values[0]) for unknown, values in pairs):
        return ""
    return {unknown.name: _number(values[0]) for unknown, values in pairs}


def _number(number: float) -> str:
    if math.isinf(number):
        return "inf" if number > 0 else "-inf"
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
