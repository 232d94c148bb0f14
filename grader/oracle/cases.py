"""Draw a pool of cases and keep those that tell the most mistakes apart.

One printed instance hides most mistakes: at the homework's own sizes 14 of 17 common wrong width
formulas are right. So cases are chosen, not merely drawn, and a mistake that no case shows is its
author's to know before a student does.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader.key.truth import Case, Floats, Truth
from grader.oracle import tolerance
from grader.oracle.asking import Asking
from grader.oracle.draw import Draw
from grader.oracle.expression import Expression, Names, precision
from grader.oracle.flaws import Flaws
from grader.values import Array, Value

MARGIN = 8.0
"""A mistake counts as shown where it is this many times the tolerance away."""

POOL = 4
"""Cases drawn for each one kept, in a round."""

ROUNDS = 16
"""Rounds drawn before a mistake that no case shows is given up: some need a rare input, such as a
sub-region of negative numbers only."""

_ATTEMPTS = 50
"""Draws for each case of the pool before `where` is called too narrow."""

Drawn = tuple[Names, Case]
"""A case, and the names that its reference is written in."""

Solve = Callable[[Sequence[Names]], list[Drawn]]
"""Solves one round of drawn inputs."""


def draw_inputs(
    asking: Asking, arguments: Mapping[str, str], where: str | None, count: int
) -> Iterator[dict[str, Any]]:
    """Draw the arguments of `count` cases, in order, each by its own seed.

    Raises:
        SpecError: An expression raised, or `where` admits almost nothing.
    """
    drawn = {name: asking.expression(text, "arguments", name) for name, text in arguments.items()}
    admits = None if where is None else asking.expression(where, "where")
    seed = asking.evaluator.assignment.head.seed
    for number in range(count):
        for attempt in range(_ATTEMPTS):
            inputs = draw_one(asking, drawn, Draw(seed, asking.id, number, attempt))
            if admits is None or asking.is_admitted(admits, {**asking.names, **inputs}):
                yield inputs
                break
        else:
            raise asking.fail(
                f"wanted a condition that drawn cases can meet, found none in {_ATTEMPTS} draws "
                "that does (widen it, or draw closer to it)",
                "where",
            )


def draw_one(asking: Asking, drawn: Mapping[str, Expression], draw: Draw) -> dict[str, Any]:
    """Draw the arguments of one case; later ones may use earlier ones."""
    names = {**asking.names, **draw.names()}
    inputs: dict[str, Any] = {}
    for name, expression in drawn.items():
        with precision(torch.float64):
            inputs[name] = asking.evaluator.evaluate(expression, {**names, **inputs})
    return inputs


def solve_rounds(
    draws: Iterator[Names], size: int, solve: Solve, mistakes: Sequence[str]
) -> list[Drawn]:
    """Solve drawn cases, `size` at a time, until every mistake is shown or the draws end."""
    found = solve(list(itertools.islice(draws, size)))
    while hidden([case for _, case in found], mistakes):
        more = list(itertools.islice(draws, size))
        if not more:
            break
        found += solve(more)
    return found


def solve_cases(
    asking: Asking, reference: Expression, arrays: str, inputs: Sequence[Names]
) -> list[Drawn]:
    """Solve the drawn cases whose reference is finite; one where it is not teaches nothing.

    Whole numbers are compared exactly only where the reference gives nothing else: a mean that
    happens to be whole in one case is as rounded as in the others.

    Args:
        asking: Whose cases.
        reference: What is right.
        arrays: What arrays are passed as.
        inputs: The drawn arguments of each case.

    Raises:
        SpecError: The reference raised, or its tolerance cannot be derived.
    """
    values = [asking.floats(reference, {**asking.names, **each}) for each in inputs]
    finite = [number for number, value in enumerate(values) if np.isfinite(value).all()]
    exact = asking.answer.tolerance is None and all(
        tolerance.is_whole(values[number]) for number in finite
    )
    found: list[Drawn] = []
    for number in finite:
        names = {**asking.names, **inputs[number]}
        arguments = _arguments(asking, inputs[number], arrays)
        value = values[number]
        truth = tolerance.exact(value) if exact else asking.truth(reference, names, value)
        found.append((names, asking.drawn_case(names, arguments, truth)))
    return found


def _arguments(asking: Asking, inputs: Names, arrays: str) -> tuple[Value, ...]:
    found = []
    for name, value in inputs.items():
        try:
            found.append(as_argument(value, arrays))
        except TypeError as error:
            raise asking.fail(f"wanted data, but {error}", "arguments", name) from None
    return tuple(found)


def as_argument(value: object, arrays: str) -> Value:
    """Turn a drawn value into what the student's function is called with.

    Raises:
        TypeError: It is nothing that can cross the process border.
    """
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


def choose(pool: Sequence[Case], count: int) -> list[int]:
    """Pick `count` cases: greedily those that show a mistake, or tell a pair apart, not yet told.

    Returns:
        Their positions in the pool, in order, so that adding a misconception moves few of them.
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
    return sorted(kept)


def hidden(cases: Sequence[Case], mistakes: Sequence[str]) -> list[str]:
    """List the mistakes that no case shows by a wide margin."""
    shown = {left for case in cases for left, right in _told(case) if not right}
    return [mistake for mistake in mistakes if mistake not in shown]


def _told(case: Case) -> set[tuple[str, str]]:
    """What a case tells apart: (mistake, "") from the truth, (mistake, mistake) from each other."""
    found = {(mistake.id, "") for mistake in case.mistakes if differs(case.truth, mistake.value)}
    for number, one in enumerate(case.mistakes):
        as_if = case.as_if(one.id)
        for other in case.mistakes[number + 1 :]:
            if other.value is not None if as_if is None else differs(as_if.truth, other.value):
                found.add((one.id, other.id))
    return found


def differs(truth: Truth, value: Floats | None) -> bool:
    """Whether a value lies outside the tolerance by a wide margin somewhere."""
    if value is None or value.shape != truth.value.shape:
        return True
    same = (value == truth.value) | (np.isnan(value) & np.isnan(truth.value))
    with np.errstate(invalid="ignore"):
        near = np.abs(value - truth.value) <= MARGIN * np.fmax(truth.allowed, truth.snap)
    return not bool(np.all(near | same))


def check_shown(asking: Asking, cases: Sequence[Case]) -> None:
    """Refuse every misconception that no case tells from the reference.

    A student's own earlier answer may well hide some; that is for follow-through to weigh.

    Raises:
        SpecError: Points at each such misconception.
    """
    if asking.is_carried:
        return
    flaws = Flaws()
    names = [each.id for each, _ in asking.mistakes()]
    for mistake in hidden(cases, names):
        with flaws:
            raise asking.fail(
                f"wanted a mistake that some case tells from the reference, found {mistake!r} "
                "equal to it in all of them (change its oracle, or draw cases that show it)",
                *("misconceptions", names.index(mistake), "oracle"),
            )
    flaws.raise_any(asking.asked.source.file)


def check_evaluated(asking: Asking, solved: Sequence[Drawn]) -> None:
    """Refuse every misconception that gives nothing in any case: it raises, always.

    Raises:
        SpecError: Points at each such misconception, with what it raised first.
    """
    flaws = Flaws()
    for number, (_, text) in enumerate(asking.mistakes()):
        if all(case.mistakes[number].value is None for _, case in solved):
            with flaws:
                asking.floats(text, solved[0][0])
    flaws.raise_any(asking.asked.source.file)
