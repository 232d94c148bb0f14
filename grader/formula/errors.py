"""What can go wrong with a formula: it cannot be read, or it has no value at a point.

Both carry a finished sentence. Whoever asked decides what it means: a flaw in an author's spec, or
a verdict on a student's answer.
"""

from grader.errors import GraderError
from grader.language import say

_SHOWN = 60
"""How many characters of a text a message repeats."""


def quote(text: str) -> str:
    """Quote what was typed, safely: control characters escaped, a long text cut.

    Backslashes stay single, as they were typed, for a student who writes LaTeX.
    """
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…").replace("\\\\", "\\")


class FormulaError(GraderError):
    """A text cannot be read as a formula.

    Args:
        text: As typed.
        column: Where in `text`, counted from 0; ``len(text)`` is its end.
        problem: What was wanted, what was found, and the cure in brackets.
    """

    exit_code = 2

    def __init__(self, text: str, column: int, problem: str) -> None:
        super().__init__(text, column, problem)
        self.text = text
        self.column = column
        self.problem = problem

    def __str__(self) -> str:
        return say(
            "{text}, character {column}: {problem}",
            text=quote(self.text),
            column=self.column + 1,
            problem=self.problem,
        )


class Undefined(GraderError):  # noqa: N818 - a fact about a point, and the word a report uses
    """A formula has no exact value at one point: division by zero, an irrational root.

    Args:
        reason: What has no value, as a phrase: "7 divided by zero".
    """

    exit_code = 2

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
