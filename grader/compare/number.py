"""Judge a `number`: Python's, a NumPy scalar, a 0-d array, or text such as "1/3" or "∞"."""

import numpy as np

from grader.compare.reading import Numbers, Problem, read_numbers, returned, to_float
from grader.compare.result import Absent, Comparison, Stopped, Unreadable
from grader.compare.values import compare_values
from grader.formula import FormulaError, read_number
from grader.key.kinds import NumberKey
from grader.language import later, say
from grader.outcome import Outcome
from grader.request import Fetch, Request
from grader.values import Value

WANTED = later("a number")


def ask_number(key: NumberKey) -> tuple[Request, ...]:
    """Ask for the value."""
    return (Fetch(key.name),)


def read_one(value: Value) -> Numbers | Unreadable:
    """Read one number, from a number or from text."""
    if isinstance(value, str):
        try:
            return Numbers(np.asarray(to_float(read_number(value))))
        except FormulaError as error:
            return Unreadable(WANTED, say("text that is none: {error}", error=error))
    found = read_numbers(value, WANTED)
    if isinstance(found, Numbers) and found.value.size == 1:
        return Numbers(found.value.reshape(()), found.precision)
    if isinstance(found, Numbers):
        return Unreadable(WANTED, say("{number} numbers", number=found.value.size))
    return found


def read_number_answer(_key: NumberKey, outcomes: tuple[Outcome, ...]) -> Numbers | Problem:
    """Read the value that came back."""
    value = returned(outcomes[0])
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    return read_one(value)


def compare_number(key: NumberKey, reading: Numbers) -> Comparison:
    """Judge it exactly, or within the derived tolerance."""
    return compare_values(reading, key.case.truth)
