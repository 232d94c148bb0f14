"""A student's answer, read: a closed union of frozen records, or why it could not be read.

Values arrive as inert data, so reading executes nothing of the student's. What is lenient is
lenient about form only: lists, tuples, arrays and tensors are one thing, and so are 3 and 3.0.
"""

import sys
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from grader.compare.describe import describe
from grader.compare.result import Absent, Stopped, Unreadable
from grader.formula import Formula
from grader.key.kinds import Binding, Exact, Invariant
from grader.key.truth import Floats, Precision
from grader.language import later, say
from grader.outcome import (
    Killed,
    NotFound,
    NotRun,
    Outcome,
    Raised,
    Returned,
    ReturnedEach,
    TimedOut,
)
from grader.record import Record
from grader.values import Array, Unsupported, Value

MOST_CELLS = 1 << 24
"""Entries of an array that is judged: in float64 as much as one message may hold."""


class Numbers(Record, frozen=True, eq=False):
    """A number or an array of numbers."""

    value: Floats
    """Float64, 0-d for a number."""

    precision: Precision | None = None
    """The low precision it came in."""


class Dimensions(Record, frozen=True):
    """A shape."""

    sides: tuple[int, ...]


class Table(Record, frozen=True):
    """A formula, as its values at the points asked for."""

    values: tuple[Exact | float | str, ...]
    """A phrase where it has no value."""

    formula: Formula | None
    """The formula, where it was given as text."""


class Listed(Record, frozen=True):
    """Names, or the keys of options, in the order given."""

    names: tuple[str, ...]


class Sides(Record, frozen=True):
    """Two things that a student's code gave, to be compared with each other."""

    invariant: Invariant
    left: Numbers
    right: Numbers


class Results(Record, frozen=True):
    """What a function gave, case by case."""

    cases: tuple["Numbers | Sides | Absent | Stopped | Unreadable", ...]

    way: str = ""
    """The label of the way it was called that came out best; empty where there is but one."""


class Bound(Record, frozen=True):
    """Values of a claim's unknowns."""

    binding: Binding


class Trained(Record, frozen=True):
    """What trained code came to, run by run."""

    values: tuple["float | Absent | Stopped | Unreadable", ...]
    """The metric of each run, or why there is none."""

    curve: tuple[float, ...] = ()
    """The losses of the first run, in order."""


class Draws(Record, frozen=True):
    """What every statistical check looks at, call by call."""

    calls: tuple[tuple[Numbers, ...], ...]


class Picture(Record, frozen=True):
    """A plot for a person to mark."""

    png: bytes


class Prose(Record, frozen=True):
    """Text for a person to mark."""

    text: str


Reading = (
    Numbers | Dimensions | Table | Listed | Results | Bound | Trained | Draws | Picture | Prose
)
Problem = Absent | Stopped | Unreadable


def returned(outcome: Outcome) -> "Value | Problem":
    """Take the value that came back, or say why none did.

    A `Value` is never one of the problems' types, so the two cannot be confused.
    """
    match outcome:
        case Returned(value=Unsupported() as value) if value.is_placeholder:
            return Absent("placeholder")
        case Returned(value=None):
            return Absent("none")
        case Returned():
            return outcome.value
        case NotFound():
            return Absent("nothing", outcome.similar, outcome.name)
        case Raised(type_name="NotImplementedError"):
            return Absent("not-implemented")
        case ReturnedEach():
            raise TypeError("a CallEach is read row by row")
        case Raised() | TimedOut() | Killed() | NotRun():
            return Stopped(outcome)


def read_numbers(value: Value, wanted: str) -> Numbers | Unreadable:
    """Read a number, an array, a tensor or nested lists of numbers.

    Args:
        value: What the student gave.
        wanted: What was asked for, for the message.
    """
    if isinstance(value, Array):
        return _read_array(value, wanted)
    if isinstance(value, list | tuple):
        return _read_nested(value, wanted)
    number = as_number(value)
    if number is None:
        return Unreadable(wanted, describe(value))
    return Numbers(np.asarray(to_float(number)))


def with_truths(value: Value) -> Value:
    """Take truth values for 0 and 1, wherever they stand."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Array) and value.data.dtype.kind == "b":
        return Array.of(value.data.astype(np.float64))
    if isinstance(value, list | tuple):
        return [with_truths(each) for each in value]
    return value


def as_number(value: Value) -> int | float | None:
    """Take a number: Python's, a NumPy scalar, or a 0-d array; never a truth value."""
    if isinstance(value, Array) and value.data.ndim == 0 and value.data.dtype.kind in "iuf":
        number = value.data.item()
        return number if isinstance(number, int | float) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value


def to_float(number: float | Fraction) -> float:
    """Come as near as a float can; what is finite stays finite, however large."""
    try:
        return float(number)
    except OverflowError:
        return sys.float_info.max if number > 0 else -sys.float_info.max


_TOO_LARGE = later("{value}, which is too large")


def _read_array(value: Array, wanted: str) -> Numbers | Unreadable:
    if value.data.dtype.kind not in "iuf":
        return Unreadable(wanted, describe(value))
    if value.data.size > MOST_CELLS:
        return Unreadable(wanted, say(_TOO_LARGE, value=describe(value)))
    precision: Precision | None = None
    if value.bfloat16:
        precision = "bfloat16"
    elif value.data.dtype == np.float16:
        precision = "float16"
    return Numbers(value.data.astype(np.float64), precision)


def _read_nested(value: Sequence[Value], wanted: str) -> Numbers | Unreadable:
    """Read nested lists; every list at one depth must be equally long."""
    if set(map(type, value)) <= {int, float}:  # a million numbers in one go
        plain = [to_float(each) for each in value if isinstance(each, int | float)]
        return Numbers(np.array(plain, np.float64))
    rows: list[Numbers] = []
    for each in value:
        row = read_numbers(each, wanted)
        if isinstance(row, Unreadable):
            is_list = isinstance(each, list | tuple)
            return row if is_list else Unreadable(wanted, say("{value} inside it", value=row.found))
        rows.append(row)
    if len({row.value.ndim for row in rows}) > 1:
        return Unreadable(wanted, say("lists that are not nested equally deep"))
    if len({row.value.shape for row in rows}) > 1:
        sizes = ", ".join(str(len(row.value)) for row in rows[:8])
        return Unreadable(wanted, say("rows of unequal length ({sizes})", sizes=sizes))
    if sum(row.value.size for row in rows) > MOST_CELLS:
        return Unreadable(wanted, say(_TOO_LARGE, value=describe(list(value))))
    precisions = {row.precision for row in rows}
    return Numbers(
        np.stack([row.value for row in rows]), precisions.pop() if len(precisions) == 1 else None
    )
