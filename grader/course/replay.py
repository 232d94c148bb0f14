"""Mark one submission again as its report says it was marked, and compare the marks.

Its rule: nothing is compared that was not marked by the same spec, key, program and files; what
differs is said instead.
"""

from pathlib import Path

from grader.course.job import Setup
from grader.course.marker import make_limits, make_marking
from grader.errors import UsageError
from grader.grade.receipt import write_receipt
from grader.grade.submission import grade_submission
from grader.grade.variant import vary
from grader.language import speak
from grader.record import Record
from grader.results import AnswerResult, Receipt, Report
from grader.sandbox.worker import Worker
from grader.submission.load import Found, load_submission

_CURES = {
    "grader": "install that version",
    "torch": "install that release",
    "numpy": "install that release",
    "python": "use that release",
    "spec": "check out the assignment as it was then",
    "key": "it follows from the spec, the grader and torch",
    "submission": "give the files that were marked",
    "seed": "check out the assignment as it was then",
    "variant": "it follows from the seed and the student's name",
}
"""By field of the receipt, what to do where it differs."""


class Change(Record, frozen=True):
    """A mark that came out differently."""

    name: str
    """The part, and the answer where it has several."""

    before: str
    after: str


def replay(report: Report, path: Path, setup: Setup) -> tuple[Change, ...]:
    """Mark a submission again.

    Args:
        report: How it was marked.
        path: What was handed in: a folder, or one Python file.
        setup: The assignment, and the isolation of the report.

    Returns:
        The marks that differ; none as a rule.

    Raises:
        UsageError: Something that marks depend on is not what it was; says all of it.
    """
    marking = make_marking(setup)
    if report.assignment != marking.sheet.id:
        raise UsageError(
            f"{setup.assignment}: wanted the assignment {report.assignment!r}, found "
            f"{marking.sheet.id!r} (name its folder)"
        )
    with speak(report.language):
        found = Found(report.student, path)
        submission = load_submission(found, marking.sheet.module, marking.sheet.support)
    marking = vary(marking, submission.student)
    _check(report.receipt, write_receipt(marking, submission.digest))
    with Worker(isolation=setup.isolation, limits=make_limits(marking)) as worker:
        again = grade_submission(marking, worker, submission)
    return tuple(_compare(report, again))


def _check(then: Receipt, now: Receipt) -> None:
    different = [
        f"{name}: wanted {_short(getattr(then, name))} as on the receipt, found "
        f"{_short(getattr(now, name)) or 'none'} ({cure})"
        for name, cure in _CURES.items()
        if getattr(then, name) != getattr(now, name)
    ]
    if different:
        raise UsageError("cannot be marked again as it was: " + "; ".join(different))


def _short(value: object) -> str:
    """Cut a digest to what a reader compares."""
    text = str(value)
    return text if len(text) <= 24 else f"{text[:12]}…"


def _compare(before: Report, after: Report) -> list[Change]:
    marks = [_marks(before), _marks(after)]
    names = dict.fromkeys([*marks[0], *marks[1]])
    return [
        Change(name, marks[0].get(name, "none"), marks[1].get(name, "none"))
        for name in names
        if marks[0].get(name) != marks[1].get(name)
    ]


def _marks(report: Report) -> dict[str, str]:
    """List everything that is a mark: the total, each part, each answer."""
    marks = {"total": _points(report.earned)}
    for part in report.parts:
        marks[part.label] = f"{_points(part.earned)}, {part.verdict}"
        marks |= {f"{part.label} {answer.name}": _mark(answer) for answer in part.answers}
    return marks


def _mark(answer: AnswerResult) -> str:
    named = f", {answer.misconception}" if answer.misconception else ""
    return f"{_points(answer.earned)}, {answer.verdict}{named}"


def _points(earned: float | None) -> str:
    return "open" if earned is None else f"{earned:g}"
