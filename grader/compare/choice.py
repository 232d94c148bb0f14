"""Judge a `choice`: one or several keys of the options, exactly."""

import re

from grader.compare.reading import Listed, Problem, describe, returned
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable, WrongChoice
from grader.key.kinds import ChoiceKey
from grader.outcome import Outcome
from grader.request import Fetch, Request
from grader.values import Value


def ask_choice(key: ChoiceKey) -> tuple[Request, ...]:
    """Ask for the value."""
    return (Fetch(key.name),)


def read_choice(key: ChoiceKey, outcomes: tuple[Outcome, ...]) -> Listed | Problem:
    """Read the keys chosen: one text, or a list; "a", "A)" and "(a)" are one key."""
    value = returned(outcomes[0])
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    wanted = "one of the options " + ", ".join(key.options)
    items: list[Value] = list(value) if isinstance(value, list | tuple) else [value]
    chosen: list[str] = []
    for item in items:
        found = _option(item, key)
        if found is None:
            return Unreadable(wanted, describe(item))
        chosen.append(found)
    return Listed(tuple(sorted(set(chosen))))


def compare_choice(key: ChoiceKey, reading: Listed) -> Comparison:
    """Judge as a set."""
    if set(reading.names) == set(key.expected):
        return Match()
    return WrongChoice(reading.names, key.expected)


def _option(item: Value, key: ChoiceKey) -> str | None:
    if isinstance(item, bool) or not isinstance(item, str | int):
        return None
    plain = re.sub(r"[\s().:]", "", str(item)[:100]).casefold()
    return next((option for option in key.options if option.casefold() == plain), None)
