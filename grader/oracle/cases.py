"""Draw a pool of cases and keep those that tell the most mistakes apart.

One printed instance hides most mistakes: at the homework's own sizes 14 of 17 common wrong width
formulas are right. So cases are chosen, not merely drawn, and a mistake that no case shows is its
author's to know before a student does.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from torch import Tensor

from grader.errors import SpecError
from grader.key.truth import Case, Floats, Truth
from grader.oracle.asking import Asking
from grader.oracle.draw import Draw
from grader.oracle.expression import Expression, Names
from grader.values import Array, Value

MARGIN = 8.0
"""A mistake counts as shown where it is this many times the tolerance away."""

POOL = 4
"""Cases drawn for each one kept."""

_ATTEMPTS = 50
"""Draws for each case of the pool before `where` is called too narrow."""


def draw_inputs(
    asking: Asking, arguments: Mapping[str, str], where: str | None, count: int
) -> Iterator[dict[str, Any]]:
    """Draw the arguments of `count` cases, in order, each by its own seed.

    Raises:
        SpecError: An expression raised, or `where` admits almost nothing.
    """
    drawn = {name: asking.setting(text, "arguments", name) for name, text in arguments.items()}
    admits = None if where is None else asking.setting(where, "where")
    seed = asking.evaluator.assignment.head.seed
    for number in range(count):
        for attempt in range(_ATTEMPTS):
            draw = Draw(seed, asking.id, number, attempt)
            inputs = _draw_one(asking, drawn, draw)
            if admits is None or asking.evaluator.evaluate(admits, {**asking.names, **inputs}):
                yield inputs
                break
        else:
            raise asking.fail(
                f"wanted a condition that drawn cases can meet, found none in {_ATTEMPTS} draws "
                "that does (widen it, or draw closer to it)",
                "where",
            )


def _draw_one(asking: Asking, drawn: Mapping[str, Expression], draw: Draw) -> dict[str, Any]:
    names = {**asking.names, **draw.names()}
    inputs: dict[str, Any] = {}
    for name, expression in drawn.items():
        inputs[name] = asking.evaluator.evaluate(expression, {**names, **inputs})
    return inputs


def solve_cases(
    asking: Asking, reference: Expression, inputs: Sequence[Names], arrays: str
) -> list[Case]:
    """Solve each case whose reference is finite; a drawn case where it is not teaches nothing."""
    found = []
    failure: SpecError | None = None
    for each in inputs:
        arguments = tuple(as_argument(value, arrays) for value in each.values())
        try:
            found.append(asking.case(reference, {**asking.names, **each}, arguments))
        except SpecError as error:
            failure = error
    if not found and failure is not None:
        raise failure
    return found


def as_argument(value: object, arrays: str) -> Value:
    """Turn a drawn value into what the student's function is called with."""
    match value:
        case Tensor() if arrays == "list":
            return value.tolist()
        case Tensor():
            return Array.of(value.numpy(), "torch" if arrays == "torch" else "numpy")
        case tuple():
            return tuple(as_argument(each, arrays) for each in value)
        case list():
            return [as_argument(each, arrays) for each in value]
        case None | bool() | int() | float() | str():
            return value
        case _:
            raise TypeError(f"a case cannot hold a {type(value).__name__}")


def choose(pool: Sequence[Case], count: int) -> list[Case]:
    """Keep `count` cases: greedily those that show a mistake, or tell a pair apart, not yet told.

    The kept cases stay in the order drawn, so that adding a misconception moves few of them.
    """
    left = set(range(len(pool)))
    told = [_told(case) for case in pool]
    kept: list[int] = []
    known: set[tuple[str, str]] = set()
    while left and len(kept) < count:
        best = max(left, key=lambda number: (len(told[number] - known), -number))
        kept.append(best)
        known |= told[best]
        left.remove(best)
    return [pool[number] for number in sorted(kept)]


def hidden(cases: Sequence[Case], mistakes: Sequence[str]) -> list[str]:
    """List the mistakes that no case shows by a wide margin."""
    shown = {left for case in cases for left, right in _told(case) if not right}
    return [mistake for mistake in mistakes if mistake not in shown]


def _told(case: Case) -> set[tuple[str, str]]:
    """What a case tells apart: (mistake, "") from the truth, (mistake, mistake) from each other."""
    found = {(mistake.id, "") for mistake in case.mistakes if differs(case.truth, mistake.value)}
    for number, one in enumerate(case.mistakes):
        for other in case.mistakes[number + 1 :]:
            if one.value is not None and differs(
                Truth(
                    one.value, np.broadcast_to(case.truth.allowed.max(initial=0), one.value.shape)
                ),
                other.value,
            ):
                found.add((one.id, other.id))
    return found


def differs(truth: Truth, value: Floats | None) -> bool:
    """Whether a value lies outside the tolerance by a wide margin somewhere."""
    if value is None or value.shape != truth.value.shape:
        return True
    both_nan = np.isnan(value) & np.isnan(truth.value)
    with np.errstate(invalid="ignore"):
        near = np.abs(value - truth.value) <= MARGIN * truth.allowed
    return not bool(np.all(near | both_nan))


def check_shown(asking: Asking, cases: Sequence[Case]) -> None:
    """Refuse a misconception that no case tells from the reference.

    Raises:
        SpecError: Points at the first such misconception.
    """
    names = [each.id for each, _ in asking.mistakes()]
    for mistake in hidden(cases, names):
        raise asking.fail(
            f"wanted a mistake that some case tells from the reference, found {mistake!r} equal to "
            "it in all of them (change its oracle, or draw cases that show it)",
            *("misconceptions", names.index(mistake), "oracle"),
        )
