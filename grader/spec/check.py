"""What no single field can tell: whether the parts of an assignment make sense together.

Rule: a check returns flaws and changes nothing, and each looks at one thing. Whatever needs an
expression's value is for the oracle.
"""

from collections.abc import Sequence

from grader.errors import Flaw
from grader.spec.assignment import AskedPart
from grader.spec.check_answers import check_answers
from grader.spec.check_called import check_called
from grader.spec.check_data import check_examples, check_given
from grader.spec.check_expressions import check_expressions
from grader.spec.check_names import check_answer_names, check_ids, check_uses
from grader.spec.check_says import check_says
from grader.spec.model import Problem
from grader.spec.places import Source


def check_problem(problem: Problem, source: Source) -> list[Flaw]:
    """Find what is wrong with a problem, its parts aside."""
    return list(check_given(problem, source))


def check_part(asked: AskedPart) -> list[Flaw]:
    """Find what is wrong with one part alone."""
    return [
        *check_answers(asked),
        *check_called(asked),
        *check_expressions(asked),
        *check_examples(asked),
        *check_says(asked.part.says, asked.source, asked.path),
    ]


def check_assignment(parts: Sequence[AskedPart], *, is_whole: bool) -> list[Flaw]:
    """Find what is wrong between parts.

    Args:
        parts: The parts that could be read, in order.
        is_whole: These are all there are.
    """
    return [
        *check_ids(parts),
        *check_answer_names(parts),
        *check_uses(parts, is_whole=is_whole),
    ]
