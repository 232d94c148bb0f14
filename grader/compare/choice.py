"""Judge a `choice`: one or several keys of the options, exactly."""

import re

from grader.compare.describe import describe
from grader.compare.reading import Listed, Problem, as_number, returned
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable, WrongChoice
from grader.key.kinds import ChoiceKey
from grader.language import say
from grader.outcome import Outcome
from grader.request import Fetch, Request
from grader.values import Value

_MOST_TEXT = 400


def ask_choice(key: ChoiceKey) -> tuple[Request, ...]:
    """Ask for the value."""
    return (Fetch(key.name),)


def read_choice(key: ChoiceKey, outcomes: tuple[Outcome, ...]) -> Listed | Problem:
    """Read the keys chosen: a list, or one text; "a", "A)" and "(a)" are one key."""
    value = returned(outcomes[0])
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    wanted = say("one of the options {options}", options=", ".join(key.options))
    chosen: list[str] = []
    for item in _items(value, key):
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


def _items(value: Value, key: ChoiceKey) -> list[Value]:
    """Take the keys listed; one text that is no key itself may list several."""
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str) and len(value) <= _MOST_TEXT and _option(value, key) is None:
        return [part for part in re.split(r"[,;]|\band\b", value) if part.strip()] or [value]
    return [value]


def _option(item: Value, key: ChoiceKey) -> str | None:
    number = as_number(item)
    text = item if isinstance(item, str) else str(number) if isinstance(number, int) else ""
    if len(text) > _MOST_TEXT:
        return None
    return next((option for option in key.options if _plain(option) == _plain(text)), None)


def _plain(text: str) -> str:
    return re.sub(r"[\s().:]", "", text).casefold()
