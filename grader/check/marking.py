"""A bundle as something to mark by: its question sheet, and keys with nothing in them to tell.

What the bundle does not hold is not there: parts use no earlier ones, and the oracle, which would
be asked about a student's own values, knows nothing.
"""

import base64
import binascii
from pathlib import PurePosixPath

from grader.check.worker import SEED
from grader.errors import UsageError
from grader.grade.marking import Marking
from grader.handout.bundle import Bundle, BundledAnswer, BundledPart
from grader.key.kinds import AnswerKey, PartKey
from grader.oracle.second_look import LazyOracle, Silent
from grader.sandbox.level import Level
from grader.sheet import Sheet, SheetAnswer, SheetPart, SheetProblem


def make_check_marking(bundle: Bundle, isolation: Level) -> Marking:
    """Turn a bundle into what a submission is marked by.

    Args:
        bundle: As loaded.
        isolation: The level that student code runs under.

    Raises:
        UsageError: The bundle does not hold together.
    """
    keys = tuple(
        PartKey(part.full_id, tuple(answer.key for answer in part.answers)) for part in bundle.parts
    )
    key = AnswerKey(bundle.assignment, "", "none", keys)
    return Marking(_sheet(bundle), key, LazyOracle(Silent), isolation.value, "")


def _sheet(bundle: Bundle) -> Sheet:
    problems = {each.id for each in bundle.problems}
    for part in bundle.parts:
        if part.problem not in problems:
            raise UsageError(f"bundle: wanted the problem of part {part.full_id!r}, found none")
    return Sheet(
        id=bundle.assignment,
        title=bundle.title,
        course=bundle.course,
        language=bundle.language,
        module=bundle.module,
        seconds=bundle.seconds,
        import_seconds=bundle.import_seconds,
        memory_mib=bundle.memory_mib,
        problems=tuple(SheetProblem(each.id, each.title, each.intro) for each in bundle.problems),
        parts=tuple(map(_part, bundle.parts)),
        support=_support(bundle),
        says=bundle.says,
        seed=SEED,
        stubs=bundle.stubs,
    )


def _support(bundle: Bundle) -> dict[str, bytes]:
    files = {}
    for name, content in bundle.support.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise UsageError(f"bundle: wanted files beside the module, found {name!r}")
        try:
            files[name] = base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            raise UsageError(f"bundle: wanted the content of {name!r}, found none") from None
    return files


def _part(part: BundledPart) -> SheetPart:
    return SheetPart(
        id=part.full_id,
        label=f"{part.problem} ({part.id})",
        problem=part.problem,
        title=part.title,
        prompt=part.prompt,
        points=part.points,
        reveal=part.reveal,
        seconds=part.seconds,
        says=part.says,
        answers=tuple(map(_answer, part.answers)),
    )


def _answer(answer: BundledAnswer) -> SheetAnswer:
    return SheetAnswer(answer.kind, answer.points, answer.mistakes)
