"""The question sheet of an assignment: what its author wrote, without what is right."""

from grader.sheet import (
    Forward,
    NamedMistake,
    Rules,
    Sheet,
    SheetAnswer,
    SheetPart,
    SheetProblem,
)
from grader.spec.assignment import AskedPart, Assignment
from grader.spec.base import Judged
from grader.spec.kinds import Answer, GradientAnswer
from grader.spec.kinds.called import Called
from grader.spec.script import names_in_script


def make_sheet(assignment: Assignment) -> Sheet:
    """Take from an assignment all that marking has to know but what is right."""
    head = assignment.head
    problems = {asked.problem.id: asked.problem for asked in assignment}
    return Sheet(
        id=head.id,
        title=head.title,
        course=head.course,
        language=head.language,
        module=head.module,
        seconds=head.limits.seconds,
        import_seconds=head.limits.import_seconds,
        memory_mib=head.limits.memory_mib,
        problems=tuple(SheetProblem(each.id, each.title, each.intro) for each in problems.values()),
        parts=tuple(map(_part, assignment)),
        support=assignment.support,
        round_points_to=head.round_points_to,
        seed=head.seed,
        varies=head.variant == "student",
        says=head.says,
        stubs=head.stubs,
    )


def _part(asked: AskedPart) -> SheetPart:
    part = asked.part
    return SheetPart(
        id=asked.id,
        label=asked.label,
        problem=asked.problem.id,
        title=part.title,
        prompt=part.prompt,
        points=part.points,
        reveal=part.reveal,
        answers=tuple(map(_answer, asked.answers)),
        seconds=part.seconds,
        uses=part.uses,
        follow_through=part.follow_through,
        says=part.says,
    )


def _answer(answer: Answer) -> SheetAnswer:
    named = answer.misconceptions if isinstance(answer, Judged) else ()
    return SheetAnswer(
        kind=answer.kind,
        points=answer.points,
        mistakes=tuple(NamedMistake(each.id, each.says, each.next, each.credit) for each in named),
        rules=_rules(answer) if isinstance(answer, Called) else None,
        forward=(
            Forward(answer.forward, answer.wrt[0])
            if isinstance(answer, GradientAnswer) and answer.forward
            else None
        ),
    )


def _rules(answer: Called) -> Rules | None:
    if not (answer.forbid or answer.require or answer.most_operations):
        return None
    read = {name for lines in answer.ways.values() if lines for name in names_in_script(lines)}
    return Rules(
        names=(answer.name, *sorted(read - {answer.name})),
        forbid=answer.forbid,
        require=answer.require,
        most_operations=answer.most_operations,
    )
