"""Judge a `formula`, a Python function or text, at every admissible point, in exact arithmetic."""

import functools
from fractions import Fraction

from grader.compare.describe import describe, one_line
from grader.compare.reading import (
    Problem,
    Table,
    as_number,
    returned,
    to_float,
)
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable, WrongFormula
from grader.formula import FormulaError, Undefined, read_formula
from grader.key.kinds import Exact, FormulaKey
from grader.language import later, say
from grader.outcome import Outcome, Raised, Returned, ReturnedEach, RowReturned
from grader.request import CallEach, Fetch, Request
from grader.values import Named

WANTED = later("a formula: a function, or text")
_NUMBER = later("a number")
_NEAR = 1e-6
"""How far a float may be from the exact value it stands for: absolute from a whole number, else
relative. Functions may well compute in single precision; text is exact."""


def ask_formula(key: FormulaKey) -> tuple[Request, ...]:
    """Ask for the value, and for a function's values at every point."""
    return (Fetch(key.name), CallEach(key.name, key.points))


def read_formula_answer(key: FormulaKey, outcomes: tuple[Outcome, ...]) -> Table | Problem:
    """Read text, or what the function gave."""
    return read_table(outcomes, key.variables, key.points)


def read_table(
    outcomes: tuple[Outcome, ...], variables: tuple[str, ...], points: tuple[tuple[int, ...], ...]
) -> Table | Problem:
    """Read a formula as its values at the points.

    Args:
        outcomes: Of a `Fetch` and of a `CallEach`.
        variables: In the order a function takes them.
        points: One integer for each variable.
    """
    value = returned(outcomes[0])
    match value:
        case Absent() | Stopped() | Unreadable():
            return value
        case str():
            return _read_text(value, variables, points)
        case Named(kind=kind) if kind != "module":
            return _read_rows(outcomes[1])
        case _:
            number = as_number(value)
            if number is None:
                return Unreadable(WANTED, describe(value))
            return Table((_exact(number),) * len(points), None)


def compare_formula(key: FormulaKey, reading: Table) -> Comparison:
    """Judge every point; report the smallest that fails."""
    wrong = [
        number
        for number, (actual, expected) in enumerate(zip(reading.values, key.expected, strict=True))
        if not same(actual, expected)
    ]
    if not wrong:
        return Match()
    point = tuple(zip(key.variables, key.points[wrong[0]], strict=True))
    return WrongFormula(
        point, reading.values[wrong[0]], key.expected[wrong[0]], len(wrong), len(key.points)
    )


def same(actual: Exact | float | str, expected: Exact) -> bool:
    """Whether two values are one number; a float may stand for one it cannot hold exactly."""
    if isinstance(actual, str):
        return False
    if actual == expected:
        return True
    if not isinstance(actual, float):
        return False
    nearest = to_float(expected)
    if isinstance(expected, int):
        return abs(actual - nearest) <= _NEAR
    return abs(actual - nearest) <= _NEAR * abs(nearest)


@functools.lru_cache(maxsize=256)  # many students give one formula
def _read_text(
    text: str, variables: tuple[str, ...], points: tuple[tuple[int, ...], ...]
) -> Table | Unreadable:
    try:
        formula = read_formula(text, variables)
    except FormulaError as error:
        return Unreadable(WANTED, str(error))
    values: list[Exact | float | str] = []
    for point in points:
        try:
            values.append(_exact(formula.evaluate(**dict(zip(variables, point, strict=True)))))
        except Undefined as error:
            values.append(error.reason)
    return Table(tuple(values), formula)


def _read_rows(outcome: Outcome) -> Table | Problem:
    if not isinstance(outcome, ReturnedEach):
        problem = returned(outcome)
        if isinstance(problem, Absent | Stopped | Unreadable):
            return problem
        return Unreadable(WANTED, describe(problem))
    values = [_row(row) for row in outcome.rows]
    problems = [value for value in values if isinstance(value, Absent | Stopped | Unreadable)]
    if problems and len(problems) == len(values):
        return problems[0]
    return Table(
        tuple(v if isinstance(v, int | float | Fraction) else _phrase(v) for v in values), None
    )


def _row(row: RowReturned | Raised) -> Exact | float | Problem:
    outcome = Returned(row.value, "", 0.0) if isinstance(row, RowReturned) else row
    value = returned(outcome)
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    number = as_number(value)
    return Unreadable(_NUMBER, describe(value)) if number is None else _exact(number)


def _phrase(problem: Problem) -> str:
    match problem:
        case Stopped(Raised(type_name=name)):
            return say("it raised {error}", error=one_line(name))
        case Unreadable():
            return problem.found
        case Absent() | Stopped():
            return say("nothing")


def _exact(number: Exact | float) -> Exact | float:
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return int(number) if isinstance(number, float) and number.is_integer() else number
