"""What is worth a remark beside a student's own lines, gravest first, and where it belongs.

Pure data: annotations of GitHub and reports of code quality for GitLab are two ways to write it.
Places come from what the student's code says, so only files found in the repository count.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from grader.exchange.plain import line, name_part, text_of
from grader.exchange.telling import MARKED, Telling
from grader.exchange.untex import untex
from grader.language import say
from grader.record import Record, field
from grader.report import words
from grader.results import AnswerResult, PartResult, Report
from grader.score import Verdict

_MOST_TEXT = 1200
_MOST_LINE_NUMBER = 10_000_000
_BY_CELL = ".ipynb"
"""Lines of a notebook are counted by cell, which no annotation can point at."""


class Gravity(StrEnum):
    """How loud a remark is, loudest first."""

    ERROR = "error"
    """It earned nothing."""

    WARNING = "warning"
    """It earned less than it could, was not answered, or went wrong on the way."""

    NOTICE = "notice"
    """Nothing to mend."""


class Place(Record, frozen=True):
    """Lines of a file, which its repository knows by this path; without lines, the file."""

    path: str
    first: int = 0
    last: int = 0
    """Counted from 1; 0 where no line is meant."""


class Sources(Record, frozen=True):
    """Where a repository has what was handed in."""

    files: Mapping[str, str] = field(default_factory=dict)
    """File of the submission to path in the repository, for those that are there."""

    names: Mapping[str, Place] = field(default_factory=dict)
    """Where an answer's name is defined, for those found."""

    entry: str = ""
    """Path of the module; empty where there is none."""


class Remark(Record, frozen=True):
    """Something to say beside a line."""

    gravity: Gravity
    title: str
    text: str
    place: Place | None = None
    check: str = "grader"
    """What was checked: the part's id."""

    lost: float = 0.0
    """The points it cost."""


def list_remarks(report: Report, sources: Sources, telling: Telling = MARKED) -> tuple[Remark, ...]:
    """List what is worth a remark: by gravity, then by the points it cost; the total is last."""
    found = [
        *(each for part in report.parts for each in _of_part(part, sources, telling)),
        *_of_reading(report, sources),
    ]
    order = list(Gravity)
    found.sort(key=lambda each: (order.index(each.gravity), -each.lost))
    total = Remark(Gravity.NOTICE, line(report.title), telling.total(report))
    return (*found, total)


def place_answer(answer: AnswerResult, sources: Sources) -> Place | None:
    """Find where an answer went wrong: where it stopped, else where it is defined.

    Of the lines that code went through, the innermost in a file of the repository counts.
    """
    for spot in reversed(answer.spots):
        if spot.file in sources.files:
            return _place(sources, spot.file, spot.line, spot.line)
    excerpt = answer.excerpt
    if excerpt is not None and excerpt.file in sources.files:
        last = excerpt.first + max(0, len(excerpt.lines) - 1)
        first, last = (excerpt.marked,) * 2 if excerpt.marked else (excerpt.first, last)
        return _place(sources, excerpt.file, first, last)
    if answer.name in sources.names:
        return sources.names[answer.name]
    return Place(sources.entry) if sources.entry else None


def _place(sources: Sources, file: str, first: int, last: int) -> Place:
    path = sources.files[file]
    if path.endswith(_BY_CELL) or not 0 < first <= last < _MOST_LINE_NUMBER:
        return Place(path)
    return Place(path, first, last)


def _of_part(part: PartResult, sources: Sources, telling: Telling) -> Iterator[Remark]:
    if not part.answers and part.verdict not in telling.quiet:
        yield Remark(
            Gravity.WARNING, _title(part, None, telling), text_of(part.feedback, _MOST_TEXT)
        )
    for answer in part.answers:
        if answer.verdict in telling.quiet:
            continue
        yield Remark(
            _gravity(answer),
            _title(part, answer, telling),
            _explain(answer),
            None if answer.verdict is Verdict.GRADER_ERROR else place_answer(answer, sources),
            part.id,
            answer.points - (answer.earned or 0.0),
        )


def _gravity(answer: AnswerResult) -> Gravity:
    if answer.verdict is Verdict.AWAITING_MARKER or not answer.points:
        return Gravity.NOTICE
    if answer.verdict in (Verdict.MISSING, Verdict.GRADER_ERROR) or answer.earned:
        return Gravity.WARNING
    return Gravity.ERROR


def _title(part: PartResult, answer: AnswerResult | None, telling: Telling) -> str:
    """Name a part, the answer if it has several, and what came of it."""
    name = name_part(part)
    verdict = telling.verdict(part)
    if answer is not None and len(part.answers) > 1:
        name = f"{name}, {line(answer.name)}"
        verdict = telling.answer(answer)
    mark = "" if answer is not None and not answer.points else f", {telling.mark(part)}"
    return f"{name}: {verdict}{mark}"


def _explain(answer: AnswerResult) -> str:
    feedback = answer.feedback
    cause = f"{say(words.LIKELY_CAUSE)} {untex(feedback.cause)}" if feedback.cause else ""
    step = f"{say(words.NEXT_STEP)} {untex(feedback.next)}" if feedback.next else ""
    said = "\n".join(filter(None, [feedback.found, cause, step]))
    return text_of(said or answer.name, _MOST_TEXT)


def _of_reading(report: Report, sources: Sources) -> Iterator[Remark]:
    """Say what happened while the file was read, and what was off about the submission."""
    entry = sources.entry
    for each in report.mishaps:
        lines = 0 < each.line <= each.last_line < _MOST_LINE_NUMBER
        place = Place(entry, each.line, each.last_line) if lines else Place(entry)
        place = Place(entry) if entry.endswith(_BY_CELL) else place
        where = place if entry else None
        title = say("While the file was read")
        text = text_of(each.text or each.source, _MOST_TEXT)
        yield Remark(Gravity.WARNING, title, text or title, where, "reading")
    for note in filter(str.strip, report.notes):
        text = text_of(note, _MOST_TEXT)
        where = Place(entry) if entry else None
        yield Remark(Gravity.WARNING, say(words.NOTES), text, where, "submission")
