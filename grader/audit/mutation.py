"""Whether changes of the reference are noticed: on every kept case, and if not, on which others.

A mutant is killed where it raises, or gives something that would not be marked right.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.audit.mutants import Mutant, list_mutants
from grader.audit.presenting import Audited, is_audited, mark, measure_key, present
from grader.audit.results import Mutation, Survivor
from grader.errors import SpecError
from grader.key.kinds import FunctionKey, RelationKey
from grader.oracle.what_if import WhatIf
from grader.record import Record
from grader.spec.kinds import FunctionAnswer
from grader.spec.kinds.called import Called
from grader.values import Array, Value

_FRESH = 64
"""Cases drawn to kill what survived."""

_MOST_FACTOR = 8
"""How many times as many cases an author is ever asked to draw."""


class Mutated(Record, frozen=True):
    """How every mutant of an answer fared."""

    mutation: Mutation
    closest: float
    """How far off the closest mutant was that was killed; infinite where none is a number."""

    closest_name: str


def audit_mutation(what_if: WhatIf, key: Audited, reference: str | None) -> Mutated:
    """Change the reference in every way there is.

    Args:
        what_if: The answer whose reference is changed.
        key: What is right.
        reference: The source of `reference.py`, if there is one.
    """
    mutants = list_mutants(what_if.asking.answer, reference)
    survivors: list[Mutant] = []
    closest, name = np.inf, ""
    for mutant in mutants:
        ratio = _distance(what_if, key, mutant)
        if ratio is None:
            survivors.append(mutant)
        elif ratio < closest:
            closest, name = ratio, f"{mutant.was} → {mutant.now}"
    remedy, remedied = _remedy(what_if, key, survivors)
    mutation = Mutation(
        total=len(mutants),
        killed=len(mutants) - len(survivors),
        survivors=tuple(
            Survivor(operator=each.operator, place=each.place, was=each.was, now=each.now)
            for each in survivors
        ),
        remedy=remedy,
        remedied=remedied,
    )
    return Mutated(mutation, closest, name)


def _distance(what_if: WhatIf, key: Audited, mutant: Mutant) -> float | None:
    """Say how far off a mutant is; None where it survives."""
    found = what_if.changed(mutant.change)
    if found is None or not is_audited(found):
        return np.inf
    if isinstance(key, RelationKey):
        return None  # the claim is still true
    if mark(key, present(found)).is_right:  # type: ignore[arg-type]  # audited, as was just seen
        return None
    return measure_key(key, found)


def _remedy(what_if: WhatIf, key: Audited, survivors: Sequence[Mutant]) -> tuple[str, int]:
    """Find the fewest cases that would kill what survived, as YAML to paste."""
    answer = what_if.asking.answer
    if not (survivors and isinstance(key, FunctionKey) and isinstance(answer, Called)):
        return "", 0
    fresh = what_if.afresh(_FRESH)
    if fresh is None or not isinstance(fresh.key, FunctionKey):
        return "", 0
    singles = [fresh.only(call) for call in range(len(fresh.key.calls))]
    singles.sort(key=_call_size)
    kills = [{n for n, mutant in enumerate(survivors) if _kills(s, mutant)} for s in singles]
    chosen = _cover(kills)
    killed = set().union(*(kills[number] for number in chosen))
    if not killed:
        return "", 0
    if isinstance(answer, FunctionAnswer):
        return _examples([singles[number].inputs(0) for number in chosen]), len(killed)
    return _more_cases(what_if, answer, [survivors[number] for number in sorted(killed)])


def _kills(single: WhatIf, mutant: Mutant) -> bool:
    return _distance(single, single.key, mutant) is not None  # type: ignore[arg-type]  # a function's


def _cover(kills: Sequence[set[int]]) -> list[int]:
    """Pick the fewest, greedily: always the one that adds most, the smallest of those."""
    chosen: list[int] = []
    covered: set[int] = set()
    while any(each - covered for each in kills):
        best = max(range(len(kills)), key=lambda n: (len(kills[n] - covered), -n))
        chosen.append(best)
        covered |= kills[best]
    return sorted(chosen)


def _more_cases(what_if: WhatIf, answer: Called, survivors: Sequence[Mutant]) -> tuple[str, int]:
    """Find how many drawn cases would do, where none can be written down; tried, not guessed."""
    before: int = getattr(answer, "cases", 1)
    for factor in (2, 4, _MOST_FACTOR):
        try:
            more = what_if.with_cases(before * factor)
        except SpecError:
            break
        killed = sum(_kills(more, mutant) for mutant in survivors)
        if killed == len(survivors) or (killed and factor == _MOST_FACTOR):
            return f"cases: {before * factor}\n", killed
    return "", 0


def _examples(cases: Sequence[dict[str, Any]]) -> str:
    lines = ["examples:"]
    for case in cases:
        pairs = ", ".join(f"{name}: {_flow(value)}" for name, value in case.items())
        lines.append(f"  - {{{pairs}}}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    """Write data in YAML's flow style."""
    match value:
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case float() if value.is_integer():
            return str(int(value))
        case str():
            return "'" + value.replace("'", "''") + "'"
        case _:
            return str(value)


def _call_size(single: WhatIf) -> int:
    """Count the numbers that a call is made with."""
    first = single.key.cases[0] if isinstance(single.key, FunctionKey) else None
    return sum(map(_size, first.arguments)) if first is not None else 0


def _size(value: Value) -> int:
    """Count the numbers in an argument."""
    if isinstance(value, Array):
        return int(value.data.size)
    if isinstance(value, list | tuple):
        return sum(map(_size, value))
    return 1
