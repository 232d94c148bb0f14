"""Give values as a student's module would give them, and mark them: no worker, plain data only.

What is right for a key is presented in the form that it asks for, so that reading, comparing and
diagnosing are tried as they are used.
"""

from collections.abc import Sequence

import numpy as np

from grader.compare.kinds import compare, read
from grader.compare.reading import Problem, Reading
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable
from grader.diagnose.mistake import explain_mistake
from grader.key.kinds import (
    ArrayKey,
    Binding,
    Exact,
    FormulaKey,
    FunctionKey,
    Key,
    NumberKey,
    RelationKey,
    ShapeKey,
)
from grader.key.truth import Case, Floats, Truth
from grader.outcome import NotFound, Outcome, Raised, Returned, ReturnedEach, RowReturned
from grader.record import Record
from grader.score import share_of
from grader.values import Array, Named, Value

Audited = NumberKey | ArrayKey | ShapeKey | FormulaKey | FunctionKey | RelationKey
"""The keys whose answers can be made up: those that hold a truth, and mistakes."""

Given = tuple[Floats | None, ...]
"""A value for each case, or None where there is none."""

_RAISED = Raised("ValueError", "", (), "")


class Marked(Record, frozen=True):
    """What became of an answer that we made up."""

    reading: Reading | Problem
    comparison: Comparison
    share: float

    @property
    def is_right(self) -> bool:
        """Whether it earns everything."""
        return isinstance(self.comparison, Match)


def is_audited(key: Key) -> bool:
    """Whether answers to a key can be made up."""
    if isinstance(key, FunctionKey):
        return not key.invariants
    return isinstance(key, Audited)


def mark(key: Key, outcomes: tuple[Outcome, ...]) -> Marked:
    """Read, compare and score."""
    reading = read(key, outcomes)
    comparison = compare(key, reading)
    is_read = not isinstance(reading, Absent | Stopped | Unreadable)
    share = share_of(key, reading if is_read else None, comparison)  # type: ignore[arg-type]
    return Marked(reading, comparison, share)


def explain(key: Key, marked: Marked, mistakes: tuple[str, ...]) -> tuple[str, ...]:
    """Name the misconceptions that explain an answer."""
    return explain_mistake(key, marked.reading, mistakes)


def cases_of(key: Audited) -> tuple[Case, ...]:
    """List the cases that hold numbers."""
    match key:
        case NumberKey() | ArrayKey():
            return (key.case,)
        case FunctionKey():
            return key.cases
        case _:
            return ()


def present(key: Audited) -> tuple[Outcome, ...]:
    """Present what is right."""
    match key:
        case ShapeKey():
            return present_shape(key.expected)
        case FormulaKey():
            return present_formula(key, key.expected)
        case RelationKey():
            return present_binding(key, key.settled[0].binding)
        case _:
            return present_values(key, tuple(case.truth.value for case in cases_of(key)))


def present_mistake(key: Audited, mistake: str) -> tuple[Outcome, ...] | None:
    """Present what a misconception gives; None where the key does not know it."""
    match key:
        case ShapeKey():
            sides = key.mistakes.get(mistake)
            return None if sides is None else present_shape(sides)
        case FormulaKey():
            values = key.mistakes.get(mistake)
            return None if values is None else present_formula(key, values)
        case RelationKey():
            found = (each.binding for each in key.settled if each.mistake == mistake)
            binding = next(found, None)
            return None if binding is None else present_binding(key, binding)
        case _:
            return present_values(key, tuple(_mistaken(each, mistake) for each in cases_of(key)))


def _mistaken(case: Case, mistake: str) -> Floats | None:
    return next((each.value for each in case.mistakes if each.id == mistake), None)


def present_shape(sides: Sequence[int]) -> tuple[Outcome, ...]:
    """Present a shape."""
    return (_returned(tuple(sides)),)


def present_formula(key: FormulaKey, values: Sequence[Exact | None]) -> tuple[Outcome, ...]:
    """Present a function by its values; None where it raises."""
    rows = tuple(
        _RAISED if value is None else RowReturned(value if isinstance(value, int) else float(value))
        for value in values
    )
    return (_code(key.name, key.variables), ReturnedEach(rows, "", 0.0))


def present_binding(key: RelationKey, binding: Binding) -> tuple[Outcome, ...]:
    """Present values of a claim's unknowns."""
    found: list[Outcome] = []
    for unknown, values in zip(key.unknowns, binding, strict=True):
        if unknown.variables:
            rows = tuple(RowReturned(value) for value in values)
            found += [_code(unknown.name, unknown.variables), ReturnedEach(rows, "", 0.0)]
        else:
            found.append(_returned(values[0]))
    return tuple(found)


def present_values(key: Audited, given: Given) -> tuple[Outcome, ...]:
    """Present a number or an array; or a function by what each of its cases gives."""
    if not isinstance(key, FunctionKey):
        (value,) = given
        return (NotFound(key.name, ()) if value is None else _returned(_value(value)),)
    found: list[Outcome] = []
    rest = list(given)
    for call in key.calls:
        values, rest = rest[: len(call)], rest[len(call) :]
        found.append(_result(key, values))
    return (_code(key.name, key.parameters), *(each for _ in key.ways for each in found))


def _result(key: FunctionKey, values: Sequence[Floats | None]) -> Outcome:
    """Put the outputs of one call together; one that is not there makes the call raise."""
    present_ = [_value(value) for value in values if value is not None]
    if len(present_) < len(values):
        return _RAISED
    outputs = present_[: len(present_) - len(key.unchanged)]
    result: Value = tuple(outputs) if key.outputs else outputs[0]
    if key.unchanged:
        result = (result, tuple(present_[len(outputs) :]))
    return _returned(result)


def _value(value: Floats) -> Value:
    return Array.of(value) if value.ndim else float(value)


def _returned(value: Value) -> Returned:
    return Returned(value, "", 0.0)


def _code(name: str, parameters: tuple[str, ...]) -> Returned:
    return _returned(Named("function", "homework", name, parameters))


def measure(truth: Truth, value: Floats | None) -> float:
    """Say how far a value is off, as a share of what is allowed: up to 1 is right.

    Returns:
        Infinity where it has another shape, is not there, or is not finite where the truth is.
    """
    if value is None or value.shape != truth.value.shape:
        return np.inf
    if not value.size:
        return 0.0
    allowed = np.fmax(truth.allowed, truth.snap)
    with np.errstate(invalid="ignore", divide="ignore"):
        off = np.where(value == truth.value, 0.0, np.abs(value - truth.value) / allowed)
    off = np.where(np.isnan(off), np.inf, off)
    return float(off.max())


def measure_key(key: Audited, other: Key) -> float:
    """Say how far a key of the same cases is off at its worst."""
    if not isinstance(other, FunctionKey | ArrayKey | NumberKey):
        return np.inf
    pairs = zip(cases_of(key), cases_of(other), strict=True)
    return max((measure(one.truth, each.truth.value) for one, each in pairs), default=np.inf)
