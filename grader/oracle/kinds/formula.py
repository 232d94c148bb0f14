"""Solve a `formula`: its exact value at every admissible point.

A reference in plain arithmetic is read by our own reader and evaluated in rationals. One that needs
torch, such as the shape of a convolution, is evaluated there, and must give whole numbers.
"""

import functools
import itertools
import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

from torch import Tensor

from grader.formula import Formula, FormulaError, Undefined, read_formula
from grader.key.kinds import Exact, FormulaKey
from grader.oracle.asking import Asking
from grader.oracle.expression import Expression, brief
from grader.oracle.flaws import Flaws
from grader.spec.kinds import FormulaAnswer

MOST_POINTS = 50_000
"""Points at which a formula is judged; a larger domain must be narrowed by its author."""

Point = tuple[int, ...]


def solve_formula(answer: FormulaAnswer, asking: Asking) -> FormulaKey:
    """Compute the formula at every admissible point, smallest point first.

    Raises:
        SpecError: The reference fails somewhere, the domain is empty or too large, formulas quoted
            in the prompt disagree, or misconceptions are right everywhere.
    """
    points = _points(answer, asking)
    names = tuple(answer.variables)
    reference = asking.expression(str(answer.oracle), "oracle")
    expected = tuple(_exact(asking, reference, names, point) for point in points)
    flaws = Flaws()
    for number in range(len(answer.quoted)):
        with flaws:
            _check_quoted(answer, asking, number, points, expected)
    mistakes = {}
    for number, (each, text) in enumerate(asking.mistakes()):
        with flaws:
            mistakes[each.id] = tuple(_perhaps(asking, text, names, point) for point in points)
            if mistakes[each.id] == expected and not asking.is_carried:
                raise asking.fail(
                    f"wanted a formula that is wrong somewhere, found {each.id!r} right at all "
                    f"{len(points)} points (change its oracle)",
                    *("misconceptions", number, "oracle"),
                )
    flaws.raise_any(asking.asked.source.file)
    written = (str(answer.oracle), *answer.quoted)  # the quoted were held against the oracle
    shown = next((text for text in written if _plain(text, names)), "")
    return FormulaKey(answer.name, names, points, expected, mistakes, shown)


def _points(answer: FormulaAnswer, asking: Asking) -> tuple[Point, ...]:
    size = math.prod(len(numbers) for numbers in answer.variables.values())
    if size > 4 * MOST_POINTS:
        raise asking.fail(
            f"wanted at most {4 * MOST_POINTS} combinations, found {size} (narrow the ranges)",
            "variables",
        )
    everything: Iterable[Point] = itertools.product(*answer.variables.values())
    if answer.where is not None:
        where = asking.expression(answer.where, "where")
        everything = (
            point
            for point in everything
            if asking.is_admitted(where, dict(zip(answer.variables, point, strict=True)))
        )
    points = sorted(everything, key=lambda point: (sum(map(abs, point)), point))
    if not 1 <= len(points) <= MOST_POINTS:
        cure = "narrow the ranges" if points else "widen the condition or the ranges"
        raise asking.fail(
            f"wanted 1 to {MOST_POINTS} admissible points, found {len(points)} ({cure})",
            "variables" if answer.where is None else "where",
        )
    return tuple(points)


def _exact(asking: Asking, expression: Expression, names: tuple[str, ...], point: Point) -> Exact:
    """Evaluate at one point, in rationals if the expression is plain arithmetic.

    Raises:
        SpecError: It is undefined there, or not exact.
    """
    values = dict(zip(names, point, strict=True))
    formula = _plain(expression.text, names)
    if formula is not None:
        try:
            return _simple(formula.evaluate(**values))
        except Undefined as error:
            raise expression.fail(
                f"wanted a value at {_at(values)}, found {error.reason}"
            ) from None
    value = asking.evaluate(expression, {**expression.used(asking.names), **values})
    if isinstance(value, Tensor) and value.ndim == 0:
        value = value.item()
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise expression.fail(
        f"wanted a whole number at {_at(values)}, found {brief(value)} "
        "(only plain arithmetic can give fractions exactly)"
    )


def _at(values: Mapping[str, int]) -> str:
    """Write a point as a reader does: ``I=5, K=3``."""
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _perhaps(
    asking: Asking, expression: Expression, names: tuple[str, ...], point: Point
) -> Exact | None:
    formula = _plain(expression.text, names)
    if formula is None:
        return _exact(asking, expression, names, point)
    try:
        return _simple(formula.evaluate(**dict(zip(names, point, strict=True))))
    except Undefined:
        return None


@functools.lru_cache
def _plain(text: str, names: tuple[str, ...]) -> Formula | None:
    """Read an expression as plain arithmetic, if it is that."""
    try:
        return read_formula(text, names)
    except FormulaError:
        return None


def _simple(value: Fraction) -> Exact:
    return int(value) if value.denominator == 1 else value


def _check_quoted(
    answer: FormulaAnswer,
    asking: Asking,
    number: int,
    points: tuple[Point, ...],
    expected: tuple[Exact, ...],
) -> None:
    """Hold a formula printed in a prompt against the oracle: books have misprints.

    Raises:
        SpecError: It cannot be read, or disagrees somewhere.
    """
    names = tuple(answer.variables)
    try:
        quoted = read_formula(answer.quoted[number], names)
    except FormulaError as error:
        raise asking.fail(f"wanted a formula that can be read: {error}", "quoted", number) from None
    for point, value in zip(points, expected, strict=True):
        values = dict(zip(names, point, strict=True))
        try:
            found = str(quoted.evaluate(**values))
        except Undefined as error:
            found = error.reason
        if found != str(value):
            raise asking.fail(
                f"wanted the oracle's {value} at {_at(values)}, but the quoted formula gives "
                f"{found}",
                *("quoted", number),
            )
