"""Inputs for calls that only see whether an answer has the right form.

They are drawn as the class's own cases are, from another seed, so that no hidden case is among
them. Torch is imported here, in the hands of the assignment's author.
"""

from grader.key.kinds import AnswerKey
from grader.record import replace
from grader.spec.assignment import AskedPart, Assignment
from grader.spec.base import Judged
from grader.spec.kinds import Answer

_FAR = 7919
"""Added to the author's seed."""


def solve_probes(assignment: Assignment) -> AnswerKey:
    """Solve an assignment for other inputs, with no mistakes named: these may hide there.

    Raises:
        SpecError: A reference fails on them.
    """
    from grader.oracle.solve import Oracle  # noqa: PLC0415 - torch takes a second to import

    head = assignment.head.model_copy(update={"seed": assignment.head.seed + _FAR})
    plain = replace(assignment, head=head, parts=tuple(map(_without_mistakes, assignment.parts)))
    return Oracle(plain).solve("probes")


def _without_mistakes(asked: AskedPart) -> AskedPart:
    part = asked.part
    changed = {
        "misconceptions": (),
        "answer": part.answer and _bare(part.answer),
        "answers": tuple(map(_bare, part.answers)),
    }
    return replace(asked, part=part.model_copy(update=changed))


def _bare(answer: Answer) -> Answer:
    named = isinstance(answer, Judged)
    return answer.model_copy(update={"misconceptions": ()}) if named else answer
