"""Where the report of a CI job comes from: one submission, marked by a spec or checked by a bundle.

A fault of ours is a report without a mark, as it is in a class, so that a job always has something
to show.
"""

from contextlib import ExitStack
from pathlib import Path

from grader.check.find import Target, find_bundle, find_target
from grader.check.page import render_check_page
from grader.check.record import render_json
from grader.check.run import Checked, check_submission, read_target
from grader.check.standing import Standing, stand
from grader.check.words import LOOKS, tell_hidden, tell_isolation, tell_ready, tell_standing
from grader.course.job import Failed, Job, Setup
from grader.course.marker import CannotMarkError, give_up, make_limits, make_marking, mark
from grader.errors import GraderError, UsageError
from grader.exchange.marks import possible
from grader.exchange.telling import MARKED, Telling
from grader.grade.marking import Marking
from grader.handout.file import load_bundle
from grader.language import say, speak
from grader.record import Record, replace
from grader.report.publish import publish
from grader.report.words import write_points
from grader.report_json import load_report
from grader.results import Report
from grader.sandbox.level import Level, probe, require
from grader.sandbox.worker import Worker
from grader.score import Verdict
from grader.submission.archive_name import archive_stem
from grader.submission.cells import SUFFIX
from grader.submission.folder import as_text
from grader.submission.load import Found
from grader.summary import Status, summarise

CHECKED = "checked"
"""The status of what was looked at and not marked."""

_FINE = (Standing.READY, Standing.RIGHT)


class Told(Record, frozen=True):
    """All there is to tell about one submission."""

    report: Report
    page: str
    """HTML."""

    record: str
    """JSON; of a check, that of `grader check --json`."""

    path: Path
    """The file or folder that was read."""

    module: str
    """The name that was asked for."""

    status: str
    """As in a gradebook; `checked` where nothing was marked."""

    share: float
    """Of the points that were looked at, those that were earned, or that are ready; 0 to 100."""

    is_withheld: bool = False
    """A fault of ours left something open."""

    telling: Telling = MARKED
    fault: str = ""
    """What of ours failed, for the instructor; may quote hostile text."""

    @property
    def has_marks(self) -> bool:
        """Whether anything was marked; a check marks nothing."""
        return self.status != CHECKED

    @property
    def is_fine(self) -> bool:
        """Whether there is nothing to mend in what was looked at."""
        parts = self.report.parts
        looked_at = [each for each in parts if each.earned is not None or not self.has_marks]
        return all(self.telling.is_fine(part) for part in looked_at)


def name_student(path: Path) -> str:
    """Take whose it is from the name of a file or folder, as where a whole class is marked.

    Cases of a student's own are drawn by it, and are to be the same there.
    """
    there = path.resolve()
    is_module = there.suffix.lower() in {".py", SUFFIX}
    stem = there.stem if is_module else archive_stem(there.name)
    return as_text(there.name if stem is None or there.is_dir() else stem)


def choose_level(wanted: Level) -> Level:
    """Take the firmest level that there is, and insist on the one that is wanted.

    Raises:
        IsolationError: This machine gives less.
    """
    return probe().level if wanted is Level.BASIC else require(wanted).level


def mark_by_assignment(assignment: Path, found: Found, level: Level) -> Told:
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


def mark_by(marking: Marking, setup: Setup, found: Found, *, torch: bool = True) -> Told:
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
    report = load_report(result.report)
    status = summarise(report, "").status
    most = possible(report)
    return Told(
        report,
        result.page,
        result.report,
        found.path,
        marking.sheet.module,
        status.value,
        share=100 * (report.earned or 0.0) / most if most else 100.0,
        is_withheld=status is Status.WITHHELD,
        fault=fault,
    )


def check_by_bundle(file: Path | None, bundle: Path | None, student: str, least: Level) -> Told:
    """Check a submission by the bundle that was handed out, which holds no answers.

    Args:
        file: The file or folder; the current folder where none is named.
        bundle: The bundle; the one here or above where none is named.
        student: Whose it is.
        least: Refuse to run below this level of isolation.

    Raises:
        UsageError: One of them is not there, or there is more than one.
        IsolationError: This machine gives less.
    """
    folder = file if file is not None and file.is_dir() else (file or Path("x")).parent
    place = bundle or find_bundle(folder)
    homework = load_bundle(place)
    target = Target(folder, student)
    if file is not None and not file.is_dir():
        target = replace(find_target(file, homework.module, place), shown=student)
    choose_level(least)
    checked = check_submission(homework, read_target(homework.head, target))
    points = [part.points for part in checked.report.parts]
    ready = [
        part.points
        for part, standing in zip(checked.report.parts, checked.standings, strict=True)
        if standing in _FINE
    ]
    with speak(homework.language):
        page = render_check_page(checked)
        record = render_json(checked)
    return Told(
        checked.report,
        page,
        record + "\n",
        _where_lines_are(target.path, homework.module),
        homework.module,
        CHECKED,
        share=100 * sum(ready) / sum(points) if sum(points) else 100.0,
        is_withheld=Standing.FAULT in checked.standings,
        telling=_tell_check(checked),
    )


def _where_lines_are(path: Path, module: str) -> Path:
    """Say where a report's lines are: of a module of the right name also in the files beside it."""
    return path.parent if path.name == f"{module}.py" else path


def _tell_check(checked: Checked) -> Telling:
    """Make the words of a check those of its report."""
    rows = list(zip(checked.report.parts, checked.bundle.parts, checked.standings, strict=True))
    standings = {part.id: each for part, _, each in rows}
    answers = {
        answer.name: stand(answer, each)
        for part, bundled, _ in rows
        for answer, each in zip(part.answers, bundled.answers, strict=True)
    }
    return Telling(
        symbol=lambda part: LOOKS[standings[part.id]].mark,
        verdict=lambda part: tell_standing(part, standings[part.id]),
        answer=lambda answer: say(LOOKS[answers[answer.name]].words),
        mark=lambda part: write_points(part.points),
        total=lambda _: " ".join(
            filter(None, (tell_ready(checked), tell_hidden(checked), tell_isolation(checked)))
        ),
        quiet=frozenset([Verdict.RIGHT, Verdict.AWAITING_MARKER]),
    )


def _start(marking: Marking, level: Level, *, torch: bool) -> Worker:
    try:
        return Worker(isolation=level, limits=make_limits(marking), torch=torch)
    except GraderError as error:
        raise CannotMarkError from error
