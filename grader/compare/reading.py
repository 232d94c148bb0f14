"""A student's answer, read: a closed union of frozen records, or why it could not be read.

Values arrive as inert data, so reading executes nothing of the student's. What is lenient is
lenient about form only: lists, tuples, arrays and tensors are one thing, and so are 3 and 3.0.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from grader.compare.result import Absent, Stopped, Unreadable
from grader.formula import Formula
from grader.key.kinds import Binding, Exact
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
from grader.values import Array, Named, Unsupported, Value

MOST_CELLS = 1 << 24
"""Entries of an array that is judged: in float64 as much as one message may hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A number or an array of numbers."""

    value: Floats
    """Float64, 0-d for a number."""

    precision: Precision | None = None
    """The low precision it came in."""


@dataclass(frozen=True, slots=True)
class Dimensions:
    """A shape."""

    sides: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A formula, as its values at the points asked for."""

    values: tuple[Exact | float | str, ...]
    """A phrase where it has no value."""

    formula: Formula | None
    """The formula, where it was given as text."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Names, or the keys of options, in the order given."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a function gave, case by case."""

    cases: tuple["Numbers | Absent | Stopped | Unreadable", ...]

    way: str = ""
    """The label of the way it was called that came out best; empty where there is but one."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Values of a claim's unknowns."""

    binding: Binding


@dataclass(frozen=True, slots=True)
class Prose:
    """Text for a person to mark."""

    text: str


Reading = Numbers | Dimensions | Table | Listed | Results | Bound | Prose
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
            return Absent("nothing", outcome.similar)
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


def describe(value: Value) -> str:
    """Say in a phrase what a value is, safely and briefly."""
    match value:
        case None:
            return "None"
        case bool() | int() | float() | complex():
            return say(_KINDS[type(value)], value=one_line(repr(value)))
        case str():
            return say("the text {value}", value=one_line(repr(value[:_MOST_PHRASE])))
        case list() | tuple() | dict():
            return say(_CONTAINERS[type(value)], number=len(value))
        case Array():
            dtype = "bfloat16" if value.bfloat16 else value.data.dtype
            said = _TENSOR if value.library == "torch" else _ARRAY
            return say(said, dtype=dtype, shape=value.data.shape)
        case Named():
            return say(_NAMED[value.kind], name=one_line(value.qualname))
        case Unsupported():
            name, why = one_line(value.type_name), one_line(value.why, 120)
            return say("an object of type {name} ({why})", name=name, why=_tell_why(why))


def _tell_why(why: str) -> str:
    """Say why a value stayed behind; where that is translated, without the detail."""
    known = next((each for each in _WHYS if each in why), "")
    said = say(known)
    return why if said == known else said


def one_line(text: str, most: int = 60) -> str:
    """Put a student's text on one line, and cut it where it is longer than a phrase."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


_KINDS = {
    bool: later("the truth value {value}"),
    int: later("the number {value}"),
    float: later("the number {value}"),
    complex: later("the complex number {value}"),
}
_CONTAINERS = {
    list: later("a list of {number}"),
    tuple: later("a tuple of {number}"),
    dict: later("a dict of {number}"),
}
_NAMED = {
    "function": later("the function {name}"),
    "class": later("the class {name}"),
    "method": later("the method {name}"),
    "module": later("the module {name}"),
    "callable": later("the callable {name}"),
}
_TENSOR = later("a tensor of {dtype} with shape {shape}")
_ARRAY = later("an array of {dtype} with shape {shape}")
_TOO_LARGE = later("{value}, which is too large")
_WHYS = (
    later("is none of the types that can be graded"),
    later("is a subclass of"),
    later("not dense on the CPU"),
    later("could not be read"),
    later("refers to itself"),
    later("too large"),
)
"""How the reasons read for which a value stayed in the student's process."""
_MOST_PHRASE = 100


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
