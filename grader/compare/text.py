"""Take a `text` as it is: a person marks it."""

from grader.compare.describe import describe
from grader.compare.reading import Problem, Prose, returned
from grader.compare.result import Absent, Awaits, Comparison, Stopped, Unreadable
from grader.key.kinds import TextKey
from grader.language import later
from grader.outcome import Outcome
from grader.request import Fetch, Request


def ask_text(key: TextKey) -> tuple[Request, ...]:
    """Ask for the value."""
    return (Fetch(key.name),)


def read_text(_key: TextKey, outcomes: tuple[Outcome, ...]) -> Prose | Problem:
    """Read the prose; blank prose is no answer."""
    value = returned(outcomes[0])
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    if not isinstance(value, str):
        return Unreadable(later("text"), describe(value))
    return Prose(value) if value.strip() else Absent("placeholder")


def compare_text(_key: TextKey, reading: Prose) -> Comparison:
    """Leave it to a person."""
    return Awaits(reading.text)
