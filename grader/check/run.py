"""Run a check: a student's module behind the walls this machine gives, marked by a bundle.

Torch is imported by nobody unless the student's own file, or a call of the homework, wants it.
"""

from grader.check.hints import tell_hints
from grader.check.marking import make_check_marking
from grader.check.read import read_target
from grader.check.standing import Standing, stand_part, without_marks
from grader.check.worker import open_worker
from grader.grade.submission import grade_submission
from grader.handout.bundle import Bundle
from grader.language import speak
from grader.record import Record, replace
from grader.results import Report
from grader.sandbox.level import Level
from grader.sandbox.worker import Worker
from grader.submission.model import Submission

__all__ = ["Checked", "check_submission", "check_with", "read_target"]


class Checked(Record, frozen=True):
    """What came of a check."""

    report: Report
    """Without marks; see `grader.check.standing`."""

    standings: tuple[Standing, ...]
    """For each part, in order."""

    bundle: Bundle
    level: Level


def check_submission(
    bundle: Bundle, submission: Submission, *, most: Level = Level.FULL
) -> Checked:
    """Check what a student is about to hand in.

    Args:
        bundle: What the homework lets a student's machine know.
        submission: The student's files.
        most: The firmest level of isolation to try; weaker ones follow where it is not to be had.

    Raises:
        SandboxError: No process could be had at any level.
        UsageError: The bundle asks for something that is not known here.
    """
    with open_worker(bundle.head, submission, most=most) as worker:
        return check_with(worker, bundle, submission)


def check_with(worker: Worker, bundle: Bundle, submission: Submission) -> Checked:
    """Check with a worker that is there."""
    marking = make_check_marking(bundle, worker.isolation)
    report = grade_submission(marking, worker, submission)
    with speak(bundle.language):
        report = without_marks(report, bundle)
        report = replace(report, notes=(*report.notes, *tell_hints(report)))
    pairs = zip(report.parts, bundle.parts, strict=True)
    return Checked(report, tuple(stand_part(*pair) for pair in pairs), bundle, worker.isolation)
