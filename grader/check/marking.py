"""A bundle as something to mark by: the models that marking knows, with nothing in them to tell.

What the bundle does not hold is not there: parts use no earlier ones, and the oracle, which would
be asked about a student's own values, knows nothing.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, cast

from grader.errors import UsageError
from grader.grade.marking import Marking
from grader.handout.bundle import Bundle, BundledAnswer, BundledPart
from grader.key.kinds import AnswerKey, Binding, Key, PartKey, Settled
from grader.key.truth import Floats
from grader.oracle.second_look import LazyOracle, Redrawn
from grader.sandbox.level import Level
from grader.spec.assignment import SUPPORT, AskedPart, Assignment, Source
from grader.spec.base import Misconception
from grader.spec.keys import KINDS
from grader.spec.kinds import Answer
from grader.spec.model import AssignmentFile, Limits, Part, Problem


class Silent:
    """An oracle that knows nothing."""

    def carried(self, _part: str, _values: Mapping[str, Floats]) -> Key | None:
        """See `grader.oracle.second_look.SecondLook`."""
        return None

    def settle(self, _part: str, _index: int, _binding: Binding) -> Settled | None:
        """See `grader.oracle.second_look.SecondLook`."""
        return None

    def redraw(
        self,
        _part: str,
        _index: int,
        _output: str,
        choices: Sequence[tuple[int | Floats, ...]],
        _seed: int,
    ) -> list[Redrawn | None]:
        """See `grader.oracle.second_look.SecondLook`."""
        return [None] * len(choices)


def make_check_marking(bundle: Bundle, isolation: Level) -> Marking:
    """Turn a bundle into what a submission is marked by.

    Args:
        bundle: As loaded.
        isolation: The level that student code runs under.

    Raises:
        UsageError: The bundle asks for something that this version of the grader does not know.
    """
    assignment = _assignment(bundle)
    keys = tuple(
        PartKey(part.full_id, tuple(answer.key for answer in part.answers)) for part in bundle.parts
    )
    key = AnswerKey(bundle.assignment, "", "none", keys)
    oracle = LazyOracle(assignment, lambda _assignment: Silent())
    return Marking(assignment, key, oracle, isolation.value, "")


def _assignment(bundle: Bundle) -> Assignment:
    problems = {
        each.id: Problem.model_construct(id=each.id, title=each.title, intro=each.intro, parts=())
        for each in bundle.problems
    }
    head = AssignmentFile.model_construct(
        id=bundle.assignment,
        title=bundle.title,
        course=bundle.course,
        language="de" if bundle.language == "de" else "en",
        module=bundle.module,
        problems=("",),
        limits=Limits.model_construct(
            seconds=bundle.seconds,
            import_seconds=bundle.import_seconds,
            memory_mib=bundle.memory_mib,
        ),
        says=dict(bundle.says),
        stubs=bundle.stubs,
    )
    nowhere = Source(Path(), {})
    parts = []
    for part in bundle.parts:
        if part.problem not in problems:
            raise UsageError(f"bundle: wanted the problem of part {part.full_id!r}, found none")
        asked = AskedPart(part.full_id, _part(part), problems[part.problem], nowhere, ())
        parts.append(asked)
    return Assignment(Path(), head, tuple(parts), _support(bundle))


def _support(bundle: Bundle) -> dict[str, bytes]:
    files = {}
    for name, content in bundle.support.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise UsageError(f"bundle: wanted files beside the module, found {name!r}")
        try:
            files[SUPPORT + name] = base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            raise UsageError(f"bundle: wanted the content of {name!r}, found none") from None
    return files


def _part(part: BundledPart) -> Part:
    return Part.model_construct(
        id=part.id,
        title=part.title,
        points=part.points,
        prompt=part.prompt,
        reveal=part.reveal,
        check=part.check,
        seconds=part.seconds,
        says=dict(part.says),
        follow_through=0.0,
        answers=tuple(map(_answer, part.answers)),
    )


def _answer(answer: BundledAnswer) -> Answer:
    if answer.kind not in KINDS:
        raise UsageError(
            f"bundle: wanted a kind of answer that is known here, found {answer.kind!r} (install "
            "the grader's version that the course names)"
        )
    named = tuple(
        Misconception.model_construct(
            id=each.id, oracle="", says=each.says, next=each.next, credit=each.credit
        )
        for each in answer.mistakes
    )
    facts: dict[str, Any] = {
        "kind": answer.kind,
        "name": answer.key.name,
        "points": answer.points,
        "misconceptions": named,
    }
    return cast("Answer", KINDS[answer.kind].model_construct(**facts))
