"""Judge a `shape`: a tuple, a list, a `torch.Size`, or text such as "3x3"; exactly."""

import re

import numpy as np

from grader.compare.describe import describe
from grader.compare.reading import Dimensions, Problem, read_numbers, returned
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable, WrongShape
from grader.key.kinds import ShapeKey
from grader.language import later
from grader.outcome import Outcome
from grader.request import Fetch, Request
from grader.values import Value

WANTED = later("a shape such as (2, 7)")
_MOST_SIDES = 16
_LONGEST_SIDE = 10**9
_MOST_TEXT = 200
_BETWEEN = re.compile(r"\s*(?:x|×|\*|,|-?by-?|\\times)\s*|\s+")
_AROUND = re.compile(r"torch\.size|[$()\[\]{}]")


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
    plain = _AROUND.sub("", text.lower()).strip() if len(text) <= _MOST_TEXT else ""
    sides = _BETWEEN.split(plain.removesuffix(",").rstrip())
    if len(sides) > _MOST_SIDES or not all(re.fullmatch("[0-9]{1,9}", side) for side in sides):
        return Unreadable(WANTED, describe(text))
    return Dimensions(tuple(map(int, sides)))


def _read_sequence(value: Value) -> Dimensions | Unreadable:
    found = read_numbers(value, WANTED)
    if isinstance(found, Unreadable):
        return found
    sides = found.value
    are_whole = np.all((np.abs(sides) < _LONGEST_SIDE) & (np.round(sides) == sides))
    if sides.ndim != 1 or sides.size > _MOST_SIDES or not are_whole:
        return Unreadable(WANTED, describe(value))
    return Dimensions(tuple(int(side) for side in sides))
