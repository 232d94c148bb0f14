"""Judge a `shape`: a tuple, a list, a `torch.Size`, or text such as "3x3"; exactly."""

import re

import numpy as np

from grader.compare.reading import Dimensions, Problem, describe, read_numbers, returned
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable, WrongShape
from grader.key.kinds import ShapeKey
from grader.outcome import Outcome
from grader.request import Fetch, Request
from grader.values import Value

WANTED = "a shape such as (3, 3)"
_MOST_SIDES = 16
_TEXT = re.compile(r"[0-9]{1,9}(?:(?:x|×|\*|,|by|\\times)[0-9]{1,9})*,?")


def ask_shape(key: ShapeKey) -> tuple[Request, ...]:
    """Ask for the value."""
    return (Fetch(key.name),)


def read_shape(_key: ShapeKey, outcomes: tuple[Outcome, ...]) -> Dimensions | Problem:
    """Read the value that came back."""
    value = returned(outcomes[0])
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    if isinstance(value, str):
        return _read_text(value)
    return _read_sequence(value)


def compare_shape(key: ShapeKey, reading: Dimensions) -> Comparison:
    """Judge it exactly."""
    if reading.sides == key.expected:
        return Match()
    return WrongShape(reading.sides, key.expected, same_values=False)


def _read_text(text: str) -> Dimensions | Unreadable:
    plain = re.sub(r"[\s$()\[\]{}]", "", text[:200]).lower()
    if not _TEXT.fullmatch(plain):
        return Unreadable(WANTED, describe(text))
    return Dimensions(tuple(int(side) for side in re.findall(r"[0-9]+", plain)))


def _read_sequence(value: Value) -> Dimensions | Unreadable:
    found = read_numbers(value, WANTED)
    if isinstance(found, Unreadable):
        return found
    sides = found.value
    if sides.ndim != 1 or sides.size > _MOST_SIDES or not np.all(np.mod(sides, 1) == 0):
        return Unreadable(WANTED, describe(value))
    return Dimensions(tuple(int(side) for side in sides))
