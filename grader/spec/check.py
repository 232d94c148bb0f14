"""What no single field can tell: whether the parts of an assignment make sense together."""

from collections.abc import Sequence

from grader.errors import Flaw
from grader.spec.assignment import AskedPart
from grader.spec.model import Problem
from grader.spec.places import Source


def check_problem(problem: Problem, source: Source) -> list[Flaw]:
    return []


def check_part(asked: AskedPart) -> list[Flaw]:
    return []


def check_assignment(parts: Sequence[AskedPart], *, is_whole: bool) -> list[Flaw]:
    return []
