"""Answers that know nothing, and must not be right.

What is right by necessity, such as the transpose where every truth is symmetric, is excused and
says why; that zeros or a constant are right is excused by nobody but the author, with a reason in
`audit.yaml`, since a student may just try them.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import numpy as np

from grader.audit.presenting import (
    Audited,
    cases_of,
    mark,
    present_binding,
    present_formula,
    present_shape,
    present_values,
)
from grader.audit.results import JunkFacts
from grader.key.kinds import (
    ArrayKey,
    Binding,
    Exact,
    FormulaKey,
    FunctionKey,
    NumberKey,
    RelationKey,
    Settled,
    ShapeKey,
)
from grader.key.truth import Case, Floats, Truth
from grader.outcome import Outcome
from grader.record import replace
from grader.values import Array

Maker = Callable[[Case], Floats | None]
"""Makes a junk value of one case; None where it makes no sense there."""


Settle = Callable[[Binding], Settled | None]
"""Tests a claim with other values of its unknowns."""


def audit_junk(key: Audited, given: Mapping[str, object], settle: Settle) -> tuple[JunkFacts, ...]:
    """Give junk as answers.

    Args:
        key: What is right.
        given: The problem's data, by name: an array's input.
        settle: Tests a claim.
    """
    if isinstance(key, RelationKey):
        return tuple(_claims(key, settle))
    match key:
        case ShapeKey():
            made = [(name, present_shape(sides)) for name, sides in _shapes(key)]
        case FormulaKey():
            made = [(name, present_formula(key, values)) for name, values in _formulas(key)]
        case _:
            made = list(_values(key, given))
    return tuple(_judge(key, name, outcomes) for name, outcomes in made)


def _claims(key: RelationKey, settle: Settle) -> Iterator[JunkFacts]:
    """Give every unknown of a claim the same number."""
    right = key.settled[0].binding
    for name, number in (("zeros", 0.0), ("ones", 1.0), ("twos", 2.0), ("a constant", -3.0)):
        binding = tuple(tuple(number for _ in values) for values in right)
        settled = settle(binding)
        known = key if settled is None else replace(key, settled=(*key.settled, settled))
        marked = mark(known, present_binding(key, binding))
        yield JunkFacts(name=name, passed=marked.is_right, share=marked.share)


def _judge(key: Audited, name: str, outcomes: tuple[Outcome, ...]) -> JunkFacts:
    marked = mark(key, outcomes)
    excuse = _EXCUSES.get(name, "") if marked.is_right else ""
    return JunkFacts(name=name, passed=marked.is_right, share=marked.share, excuse=excuse)


_EXCUSES = {
    "transposed": "every right value is its own transpose",
    "shuffled": "all entries of every right value are equal",
}


def _values(
    key: NumberKey | ArrayKey | FunctionKey, given: Mapping[str, object]
) -> Iterator[tuple[str, tuple[Outcome, ...]]]:
    cases = cases_of(key)
    kept = key.unchanged if isinstance(key, FunctionKey) else ()
    common = _most_common(cases)
    makers: dict[str, Maker] = {**_MAKERS, "a constant": lambda case: _spread(case, common)}
    if sum(case.truth.value.size for case in cases) < 2:
        makers.pop("a constant")  # of one number alone it is the truth
    if isinstance(key, NumberKey):
        makers.pop("wrong shape")  # a number may come in brackets
    for number, name in enumerate(_inputs(key, given)):
        makers[f"the input {name}"] = _taking(key, given, name, number)
    for name, maker in makers.items():
        values = [
            case.truth.value if case.output in kept and kept else maker(case) for case in cases
        ]
        changed = [v for v, case in zip(values, cases, strict=True) if case.output not in kept]
        if all(value is None for value in changed):
            continue
        filled = (
            case.truth.value if value is None else value
            for value, case in zip(values, cases, strict=True)
        )
        yield name, present_values(key, tuple(filled))


def _inputs(key: NumberKey | ArrayKey | FunctionKey, given: Mapping[str, object]) -> list[str]:
    return list(key.parameters) if isinstance(key, FunctionKey) else list(given)


def _taking(
    key: NumberKey | ArrayKey | FunctionKey, given: Mapping[str, object], name: str, number: int
) -> Maker:
    """Give an input back where it has the shape of the truth."""
    is_called = isinstance(key, FunctionKey)

    def take(case: Case) -> Floats | None:
        value = _as_floats(case.arguments[number] if is_called else given[name])
        if value is None or value.shape != case.truth.value.shape:
            return None
        return value

    return take


def _as_floats(value: object) -> Floats | None:
    plain = value.data if isinstance(value, Array) else value
    try:
        return np.asarray(plain, np.float64)
    except (TypeError, ValueError):
        return None


def _most_common(cases: tuple[Case, ...]) -> float:
    """Find the most frequent right entry."""
    entries = np.concatenate([case.truth.value.ravel() for case in cases])
    values, counts = np.unique(entries, return_counts=True)
    return float(values[counts.argmax()]) if values.size else 0.0


def _spread(case: Case, value: float) -> Floats:
    return np.full(case.truth.value.shape, value)


def _transposed(case: Case) -> Floats | None:
    value = case.truth.value
    return value.swapaxes(-1, -2) if value.ndim >= 2 and min(value.shape[-2:]) > 1 else None


def _shuffled(case: Case) -> Floats | None:
    value = case.truth.value
    return np.roll(value.ravel(), 1).reshape(value.shape) if value.size > 1 else None


def _beyond(case: Case) -> Floats | None:
    """Off by ten tolerances, in every entry."""
    truth: Truth = case.truth
    return truth.value + 10 * np.fmax(truth.allowed, truth.snap) if truth.value.size else None


def _shaped(case: Case) -> Floats | None:
    value = case.truth.value
    return value.ravel() if value.ndim >= 2 else value[None] if value.ndim else None


_MAKERS: dict[str, Maker] = {
    "zeros": lambda case: _spread(case, 0.0),
    "ones": lambda case: _spread(case, 1.0),
    "negated": lambda case: -case.truth.value,
    "transposed": _transposed,
    "shuffled": _shuffled,
    "off by ten tolerances": _beyond,
    "nan": lambda case: _spread(case, np.nan),
    "wrong shape": _shaped,
}


def _shapes(key: ShapeKey) -> Iterator[tuple[str, tuple[int, ...]]]:
    sides = key.expected
    yield "zeros", (0,) * len(sides)
    yield "ones", (1,) * len(sides)
    yield "off by one", tuple(side + 1 for side in sides)
    yield "one axis more", (1, *sides)
    if sides != sides[::-1]:
        yield "transposed", sides[::-1]


def _formulas(key: FormulaKey) -> Iterator[tuple[str, tuple[Exact, ...]]]:
    size = len(key.points)
    yield "zeros", (0,) * size
    yield "ones", (1,) * size
    yield "negated", tuple(-value for value in key.expected)
    yield "off by one", tuple(value + 1 for value in key.expected)
    yield "off by a little", tuple(value + Fraction(1, 1000) for value in key.expected)
    for number, name in enumerate(key.variables):
        yield f"the input {name}", tuple(point[number] for point in key.points)
