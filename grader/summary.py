"""What a class page and a gradebook need of one report: small, so that 10,000 fit into memory."""

from dataclasses import dataclass
from enum import StrEnum
from sys import intern

from grader.results import AnswerResult, PartResult, Report
from grader.score import Verdict


class Status(StrEnum):
    """Whether a mark can be handed on."""

    MARKED = "marked"
    AWAITING_MARKER = "awaiting-marker"
    """A person has still to give points."""

    WITHHELD = "withheld"
    """A fault of ours left something unmarked."""


@dataclass(frozen=True, slots=True)
class PartSummary:
    """One part of one student."""

    id: str
    label: str
    title: str
    points: float
    earned: float | None
    """None where the mark is withheld or a person gives it."""

    verdict: Verdict
    mistakes: tuple[str, ...]
    """The named mistakes of its answers, each once."""

    awaiting: tuple[str, ...]
    """The names of the answers that a person marks."""


@dataclass(frozen=True, slots=True)
class Summary:
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
    # Every student's report repeats these texts; interned, a class keeps each once.
    return PartSummary(
        id=intern(part.id),
        label=intern(part.label),
        title=intern(part.title),
        points=part.points,
        earned=part.earned,
        verdict=part.verdict,
        mistakes=tuple(
            dict.fromkeys(
                intern(answer.misconception) for answer in part.answers if answer.misconception
            )
        ),
        awaiting=tuple(intern(answer.name) for answer in part.answers if _awaits(answer)),
    )


def _status(report: Report) -> Status:
    if any(part.verdict is Verdict.GRADER_ERROR for part in report.parts):
        return Status.WITHHELD
    if any(_awaits(answer) and answer.points for part in report.parts for answer in part.answers):
        return Status.AWAITING_MARKER
    return Status.MARKED if report.earned is not None else Status.WITHHELD


def _awaits(answer: AnswerResult) -> bool:
    return answer.verdict is Verdict.AWAITING_MARKER
