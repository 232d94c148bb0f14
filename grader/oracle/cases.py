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

from grader.key.truth import Case, Floats, Truth
from grader.oracle.asking import Asking
from grader.oracle.draw import Draw
from grader.oracle.expression import Expression, Names
from grader.oracle.flaws import Flaws

MARGIN = 8.0
"""A mistake counts as shown where it is this many times the tolerance away."""

POOL = 4
"""Cases drawn for each one kept, in a round."""

ROUNDS = 16
"""Rounds drawn before a mistake that no case shows is given up: some need a rare input, such as a
sub-region of negative numbers only."""

ATTEMPTS = 50
"""Draws for each case of the pool before `where` is called too narrow."""

Drawn = tuple[Names, tuple[Case, ...]]
"""The cases of one call, and the names that their references are written in."""

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
    for number in range(count):
        for attempt in range(ATTEMPTS):
            inputs = draw_names(asking, drawn, Draw(asking.seed, asking.id, number, attempt))
            if admits is None or asking.is_admitted(admits, {**asking.names, **inputs}):
                yield inputs
                break
        else:
            raise asking.fail(
                f"wanted a condition that drawn cases can meet, found none in {ATTEMPTS} draws "
                "that does (widen it, or draw closer to it)",
                "where",
            )


def draw_names(
    asking: Asking, drawn: Mapping[str, Expression], stream: Draw, before: Names | None = None
) -> dict[str, Any]:
    """Draw values by name, in order; each may use those before it.

    Raises:
        SpecError: An expression raised.
    """
    names = {**asking.names, **stream.names(), **(before or {})}
    found: dict[str, Any] = {}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(stream.seed)
        for name, expression in drawn.items():
            found[name] = asking.draw(expression, {**names, **found})
    return found


def solve_rounds(
    draws: Iterator[Names], size: int, solve: Solve, mistakes: Sequence[str]
) -> list[Drawn]:
    """Solve drawn cases, `size` at a time, until every mistake is shown or the draws end."""
    found = solve(list(itertools.islice(draws, size)))
    while hidden([case for _, cases in found for case in cases], mistakes):
        more = list(itertools.islice(draws, size))
        if not more:
            break
        found += solve(more)
    return found


def choose(pool: Sequence[Sequence[Case]], count: int) -> list[int]:
    """Pick `count` calls: greedily those that show a mistake, or tell a pair apart, not yet told.

    Args:
        pool: The cases of each call.
        count: How many calls to keep.

    Returns:
        Their positions in the pool, in order, so that adding a misconception moves few of them.
    """
    left = set(range(len(pool)))
    told = [set().union(*map(_told, cases)) for cases in pool]
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
    names = [each.id for each in asking.answer.misconceptions]
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
    cases = [case for _, found in solved for case in found]
    for number in range(len(asking.answer.misconceptions)):
        if all(case.mistakes[number].value is None for case in cases):
            for output in dict.fromkeys(case.output for case in cases):
                text = asking.mistaken(output)[number][1]
                with flaws:
                    if text is not None:
                        asking.floats(text, solved[0][0])
    flaws.raise_any(asking.asked.source.file)
