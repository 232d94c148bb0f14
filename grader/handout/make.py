"""Make a bundle: of each part what its author lets a student's check know, and nothing else."""

import base64

from grader.errors import SpecError
from grader.handout.blank import blank_key
from grader.handout.bundle import (
    Bundle,
    BundledAnswer,
    BundledPart,
    BundledProblem,
)
from grader.key.kinds import (
    AnswerKey,
    FigureKey,
    FormKey,
    FormulaKey,
    FunctionKey,
    Key,
    PlainKey,
    RandomKey,
    RelationKey,
    TextKey,
    TrainingKey,
)
from grader.key.tensors import passes_tensors
from grader.record import replace
from grader.sheet import NamedMistake
from grader.spec.assignment import AskedPart, Assignment
from grader.spec.base import Judged
from grader.spec.kinds import Answer, ArrayAnswer


def make_bundle(assignment: Assignment, key: AnswerKey, probes: AnswerKey) -> Bundle:
    """Make the bundle of an assignment.

    Args:
        assignment: What its author wrote.
        key: What is right.
        probes: The key of the same assignment for other inputs; see `grader.handout.probes`.

    Raises:
        SpecError: A part is to have public cases and none of its answers has cases.
    """
    head = assignment.head
    problems = {asked.problem.id: asked.problem for asked in assignment.parts}
    parts = tuple(_part(asked, _keys(key, asked), _keys(probes, asked)) for asked in assignment)
    return Bundle(
        assignment=head.id,
        title=head.title,
        course=head.course,
        language=head.language,
        module=head.module,
        seconds=head.limits.seconds,
        import_seconds=head.limits.import_seconds,
        memory_mib=head.limits.memory_mib,
        passes_tensors=any(passes_tensors(answer.key) for part in parts for answer in part.answers),
        problems=tuple(
            BundledProblem(each.id, each.title, each.intro) for each in problems.values()
        ),
        says=head.says,
        stubs=head.stubs,
        support={
            name: base64.b64encode(content).decode()
            for name, content in sorted(assignment.support.items())
        },
        parts=parts,
    )


def _keys(key: AnswerKey, asked: AskedPart) -> tuple[Key, ...]:
    return next(part.answers for part in key.parts if part.id == asked.id)


def _part(asked: AskedPart, keys: tuple[Key, ...], probes: tuple[Key, ...]) -> BundledPart:
    part = asked.part
    has_cases = any(isinstance(key, FunctionKey | FormulaKey) for key in keys)
    if part.check == "public" and not has_cases:
        flaw = asked.source.flaw(
            (*asked.path, "check"),
            "wanted an answer with cases to make public, a function or a formula, found none "
            "(write 'check: format')",
        )
        raise SpecError(asked.source.file, [flaw])
    return BundledPart(
        id=part.id,
        problem=asked.problem.id,
        title=part.title,
        prompt=part.prompt,
        points=part.points,
        reveal=part.reveal,
        check=part.check,
        seconds=part.seconds,
        answers=tuple(
            _answer(asked, answer, key, probe)
            for answer, key, probe in zip(asked.answers, keys, probes, strict=True)
        ),
        says=part.says,
    )


def _answer(asked: AskedPart, answer: Answer, key: Key, probe: Key) -> BundledAnswer:
    if isinstance(key, FormKey) or isinstance(probe, FormKey):
        raise TypeError("an answer key holds forms")
    shown = _shown(asked, answer, key, probe)
    public = 0 if isinstance(shown, FormKey) else _count(shown)
    mistakes = answer.misconceptions if isinstance(answer, Judged) and public else ()
    return BundledAnswer(
        kind=answer.kind,
        points=answer.points,
        key=shown,
        public=public,
        hidden=_count(key) - public,
        mistakes=tuple(
            NamedMistake(each.id, each.says, each.next, each.credit) for each in mistakes
        ),
    )


def _shown(asked: AskedPart, answer: Answer, key: PlainKey, probe: PlainKey) -> Key:
    """Choose what the bundle holds of one answer."""
    part = asked.part
    if part.check == "verdict" and not isinstance(key, RelationKey | TextKey | FigureKey):
        return key
    if part.check == "public" and isinstance(key, FunctionKey):
        return _first_calls(key, part.public)
    if part.check == "public" and isinstance(key, FormulaKey):
        return _first_points(key, part.public)
    return blank_key(key, probe, answer.shape if isinstance(answer, ArrayAnswer) else None)


def _first_calls(key: FunctionKey, count: int) -> FunctionKey:
    return replace(key, cases=tuple(case for cases in key.calls[:count] for case in cases))


def _first_points(key: FormulaKey, count: int) -> FormulaKey:
    return replace(
        key,
        points=key.points[:count],
        expected=key.expected[:count],
        mistakes={name: values[:count] for name, values in key.mistakes.items()},
        shown="",
    )


def _count(key: PlainKey) -> int:
    """Count the checks that an answer is marked by."""
    match key:
        case FunctionKey():
            return len(key.calls)
        case FormulaKey():
            return len(key.points)
        case RelationKey():
            return len(key.settled[0].trials)
        case TrainingKey():
            return len(key.runs)
        case RandomKey():
            return len(key.calls) * len(key.says)
        case TextKey() | FigureKey():
            return 0
        case _:
            return 1
