"""Judge an `array`: nested lists, a NumPy array or a tensor."""

from grader.compare.reading import Numbers, Problem, read_numbers, returned
from grader.compare.result import Absent, Comparison, Stopped, Unreadable
from grader.compare.values import compare_values
from grader.key.kinds import ArrayKey
from grader.language import later
from grader.outcome import Outcome
from grader.request import Fetch, Request

WANTED = later("an array of numbers")


def ask_array(key: ArrayKey) -> tuple[Request, ...]:
    """Ask for the value."""
    return (Fetch(key.name),)


def read_array(_key: ArrayKey, outcomes: tuple[Outcome, ...]) -> Numbers | Problem:
    """Read the value that came back."""
    value = returned(outcomes[0])
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    return read_numbers(value, WANTED)


def compare_array(key: ArrayKey, reading: Numbers) -> Comparison:
    """Judge shape, finiteness and values."""
    return compare_values(reading, key.case.truth)
