"""What a class page and a gradebook need of one report: small, so that 10,000 fit into memory.

Students' reports repeat the same texts, and most answers are the same right one; a class keeps each
once, also of summaries that came from another process.
"""

from enum import StrEnum
from functools import lru_cache
from sys import intern
from typing import Any

from grader.record import Record, astuple
from grader.results import AnswerResult, PartResult, Report
from grader.score import Verdict


class Status(StrEnum):
    """Whether a mark can be handed on."""

    MARKED = "marked"
    AWAITING_MARKER = "awaiting-marker"
    """A person has still to give points."""

    WITHHELD = "withheld"
    """A fault of ours left something unmarked."""


class AnswerSummary(Record, frozen=True):
    """One answer of one student."""

    name: str
    kind: str
    verdict: Verdict
    points: float
    signature: str
    """The same for equal wrong answers; empty for a right one."""

    misconception: str | None
    """The one named mistake that explains it, the author's or a general one."""

    likely: tuple[str, ...]
    """The author's named mistakes that do."""

    def __reduce__(self) -> tuple[object, ...]:
        """Become the one object of its kind again on the other side of a process border."""
        return _share_answer, astuple(self)

    @property
    def awaits(self) -> bool:
        """Whether a person marks it."""
        return self.verdict is Verdict.AWAITING_MARKER


@lru_cache(maxsize=4096)
def _share_answer(*values: Any) -> AnswerSummary:
    """Make equal answers the same object."""
    return AnswerSummary(*values)


class PartSummary(Record, frozen=True):
    """One part of one student."""

    id: str
    label: str
    title: str
    points: float
    earned: float | None
    """None where the mark is withheld or a person gives it."""

    verdict: Verdict
    answers: tuple[AnswerSummary, ...]
    seconds: float | None = None
    """How long its calls took, by the student's own clock; None where nothing was called."""

    def __reduce__(self) -> tuple[object, ...]:
        """Share its texts again on the other side of a process border."""
        return _share_part, astuple(self)

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The named mistakes of its answers, each once."""
        named = (answer.misconception for answer in self.answers if answer.misconception)
        return tuple(dict.fromkeys(named))

    @property
    def awaiting(self) -> tuple[str, ...]:
        """The names of the answers that a person marks."""
        return tuple(answer.name for answer in self.answers if answer.awaits)


def _share_part(id_: str, label: str, title: str, *rest: Any) -> PartSummary:
    return PartSummary(intern(id_), intern(label), intern(title), *rest)


class Summary(Record, frozen=True):
    """One student."""

    student: str
    """As handed in; hostile."""

    folder: str
    """The folder of the student's page, as one name of a path."""

    points: float
    earned: float | None
    status: Status
    isolation: str
    parts: tuple[PartSummary, ...]


def summarise(report: Report, folder: str) -> Summary:
    """Keep of a report what a class page and a gradebook show.

    Args:
        report: All results of one submission.
        folder: The name of the folder that its page is written to.
    """
    return Summary(
        student=report.student,
        folder=folder,
        points=report.points,
        earned=report.earned,
        status=_status(report),
        isolation=intern(report.receipt.isolation),
        parts=tuple(_part(part) for part in report.parts),
    )


def _part(part: PartResult) -> PartSummary:
    times = [answer.seconds for answer in part.answers if answer.seconds is not None]
    return _share_part(
        part.id,
        part.label,
        part.title,
        part.points,
        part.earned,
        part.verdict,
        tuple(_answer(answer) for answer in part.answers),
        round(sum(times), 3) if times else None,
    )


def _answer(answer: AnswerResult) -> AnswerSummary:
    return _share_answer(
        answer.name,
        answer.kind,
        answer.verdict,
        answer.points,
        answer.signature,
        answer.misconception,
        answer.likely,
    )


def _status(report: Report) -> Status:
    if any(part.verdict is Verdict.GRADER_ERROR for part in report.parts):
        return Status.WITHHELD
    answers = (answer for part in report.parts for answer in part.answers)
    if any(each.verdict is Verdict.AWAITING_MARKER and each.points for each in answers):
        return Status.AWAITING_MARKER
    return Status.MARKED if report.earned is not None else Status.WITHHELD
