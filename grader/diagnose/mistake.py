"""Which named mistake explains a wrong answer.

A mistake explains an answer when the answer would be right, were the mistake the truth: in every
case, as closely as the truth itself must be met.
"""

from grader.compare.kinds import compare
from grader.compare.reading import Bound, Problem, Reading
from grader.compare.relation import find_settled
from grader.compare.result import Absent, Match, Stopped, Unreadable
from grader.key.kinds import (
    ArrayKey,
    FormulaKey,
    FunctionKey,
    Key,
    NumberKey,
    RelationKey,
    ShapeKey,
)


def explain_mistake(
    key: Key, reading: Reading | Problem, mistakes: tuple[str, ...]
) -> tuple[str, ...]:
    """Name every mistake that explains the answer; several where no case tells them apart.

    Args:
        key: The truth.
        reading: An answer that is not right.
        mistakes: The misconceptions to try, in the author's order.
    """
    if isinstance(reading, Absent | Stopped | Unreadable):
        return ()
    return tuple(mistake for mistake in mistakes if _explains(key, reading, mistake))


def _explains(key: Key, reading: Reading, mistake: str) -> bool:
    match key:
        case RelationKey():
            if not isinstance(reading, Bound):
                return False
            found = find_settled(key, reading.binding)
            return found is not None and found.mistake == mistake
        case NumberKey() | ArrayKey() | ShapeKey() | FormulaKey() | FunctionKey():
            as_if = key.as_if(mistake)
            return as_if is not None and isinstance(compare(as_if, reading), Match)
        case _:
            return False  # kinds without named mistakes
