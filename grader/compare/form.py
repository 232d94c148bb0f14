"""Judge the form of an answer whose right value is not known here: readable, right type and shape.

A blank key accepts every value, or objects to all of them; what it objects to is kept where it is
a matter of form, and everything else is a match.
"""

from grader.compare.reading import Reading, Table
from grader.compare.result import (
    Absent,
    Awaits,
    Comparison,
    Match,
    NonFinite,
    Stopped,
    Unreadable,
    WrongCases,
    WrongShape,
)
from grader.key.kinds import ArrayKey, FormKey, FunctionKey
from grader.language import later
from grader.record import replace


def judge_form(key: FormKey, reading: Reading, found: Comparison) -> Comparison:
    """Keep what is wrong with an answer's form.

    Args:
        key: What is known of the answer.
        reading: What the student gave.
        found: What comparing it with the blank key found.
    """
    if isinstance(reading, Table) and all(isinstance(each, str) for each in reading.values):
        return Unreadable(later("a formula: a function, or text"), str(reading.values[0]))
    return _matter_of_form(key, found)


def _matter_of_form(key: FormKey, found: Comparison) -> Comparison:
    match found:
        case WrongCases(found=inner):
            return _matter_of_form(key, inner)
        case WrongShape() if key.is_shaped and isinstance(key.like, ArrayKey | FunctionKey):
            return replace(found, same_values=False)  # a blank key takes any values for right
        case NonFinite() if isinstance(key.like, ArrayKey):
            return found
        case Absent() | Stopped() | Unreadable() | Awaits():
            return found
        case _:
            return Match()
