"""Where the report of a CI job comes from: one submission, marked like one of a class.

A fault of ours is a report without a mark, as it is in a class, so that a job always has something
to show.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from grader.course.job import Failed, Job, Setup
from grader.course.marker import CannotMarkError, give_up, make_limits, make_marking, mark
from grader.errors import GraderError, UsageError
from grader.grade.marking import Marking
from grader.report.publish import publish
from grader.results import Report
from grader.sandbox.level import Level, probe, require
from grader.sandbox.worker import Worker
from grader.submission.load import Found


@dataclass(frozen=True, slots=True)
class Marked:
    """One submission that was marked, or that we could not mark."""

    report: Report
    page: str
    """HTML."""

    json: str
    """The report, written down."""

    module: str
    """The name that was asked for."""

    fault: str = ""
    """What of ours failed, for the instructor; may quote hostile text."""


def choose_level(wanted: Level) -> Level:
    """Take the firmest level that there is, and insist on the one that is wanted.

    Raises:
        IsolationError: This machine gives less.
    """
    return probe().level if wanted is Level.BASIC else require(wanted).level


def mark_by_assignment(assignment: Path, found: Found, level: Level) -> Marked:
    """Mark a submission by the assignment itself, which holds the answers.

    Args:
        assignment: The folder of the spec.
        found: The file or folder, and whose it is.
        level: How firmly the student's code is walled off.

    Raises:
        SpecError: The spec is wrong.
        UsageError: Something that was named is not there.
    """
    setup = Setup(assignment, Path(), level, publish, fresh=True)
    return mark_by(make_marking(setup), setup, found)


def mark_by(marking: Marking, setup: Setup, found: Found, *, torch: bool = True) -> Marked:
    """Mark a submission.

    Args:
        marking: What it is marked by.
        setup: How; nothing is written.
        found: The file or folder, and whose it is.
        torch: Whether the student's code gets torch.

    Raises:
        UsageError: There is no such submission.
        GraderError: No submission could be marked here.
    """
    if not found.path.exists():
        raise UsageError(f"{found.path}: wanted what was handed in, found nothing")
    job = Job(found, "")
    with ExitStack() as stack:

        def warm() -> Worker:
            return stack.enter_context(_start(marking, setup.isolation, torch=torch))

        try:
            result = mark(marking, warm, setup, job)
        except CannotMarkError as error:
            if isinstance(error.__cause__, GraderError):
                raise error.__cause__ from None
            raise
    fault = ""
    if isinstance(result, Failed):
        fault = f"{result.reason}: {result.detail}" if result.detail else result.reason
        result = give_up(marking, setup, result)
    report = Report.model_validate_json(result.report)
    return Marked(report, result.page, result.report, marking.assignment.head.module, fault)


def _start(marking: Marking, level: Level, *, torch: bool) -> Worker:
    try:
        return Worker(isolation=level, limits=make_limits(marking), torch=torch)
    except GraderError as error:
        raise CannotMarkError from error
