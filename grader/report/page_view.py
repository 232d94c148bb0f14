"""A student's page as data: everything is decided here, and the template only places it."""

from itertools import groupby
from typing import Final

from markupsafe import Markup

from grader.language import say, write_decimal
from grader.record import Record, asdict
from grader.report import markup, words
from grader.report.answer_view import AnswerView, Badge, view_answer, view_badge
from grader.report.exhibits import (
    Segment,
    view_sentence,
)
from grader.report.tones import Tone, tone_of
from grader.results import Mishap, PartResult, ProblemIntro, Receipt, Report
from grader.score import Verdict
from grader.visible import cut, make_visible, make_visible_line

MAX_NAME: Final = 80
"""Characters of a student's name that are shown."""


class Tile(Record, frozen=True):
    """A part in the overview: its points as a bar, and a link to it."""

    anchor: str
    label: str
    title: str
    tone: Tone
    mark: str
    verdict: str
    points: str
    percent: float | None
    """How long the bar is; there is none where nothing was marked."""


class MishapView(Record, frozen=True):
    """Something that happened while the file was read."""

    text: tuple[Segment, ...]
    lines: tuple[tuple[int, str], ...]
    """The statement's lines with their numbers."""


class PartView(Record, frozen=True):
    """One part."""

    anchor: str
    label: str
    title: str
    name: str
    """What the module was asked for, where that is one thing."""

    badge: Badge
    prompt: Markup
    found: tuple[Segment, ...]
    """What there is to say of a part without answers."""

    answers: tuple[AnswerView, ...]


class SectionView(Record, frozen=True):
    """A problem with its parts."""

    anchor: str
    label: str
    title: str
    intro: Markup
    parts: tuple[PartView, ...]


class ReceiptView(Record, frozen=True):
    """What it takes to mark the same again."""

    summary: str
    submission: str
    """A word for what to mark again."""

    rows: tuple[tuple[str, str], ...]


class PageView(Record, frozen=True):
    """A student's page."""

    title: str
    homework: str
    student: str
    earned: str
    possible: str
    remark: str
    """Why the total is not final; empty if it is."""

    tiles: tuple[Tile, ...]
    notes: tuple[tuple[Segment, ...], ...]
    mishaps: tuple[MishapView, ...]
    printed: str
    sections: tuple[SectionView, ...]
    receipt: ReceiptView


def view_page(report: Report) -> PageView:
    """Decide everything that a student's page shows."""
    student = cut(make_visible_line(report.student), MAX_NAME)
    earned, remark = _total(report)
    return PageView(
        title=f"{make_visible_line(report.title)} · {student}",
        homework=make_visible_line(
            " · ".join(text for text in (report.course, report.title) if text)
        ),
        student=student,
        earned=earned,
        possible=words.of_points(report.points),
        remark=remark,
        tiles=tuple(_tile(part) for part in report.parts),
        notes=tuple(view_sentence(note) for note in report.notes),
        mishaps=tuple(_mishap(mishap) for mishap in report.mishaps),
        printed=make_visible(report.printed),
        sections=_sections(report),
        receipt=_receipt(report.receipt),
    )


def _total(report: Report) -> tuple[str, str]:
    verdicts = {answer.verdict for part in report.parts for answer in part.answers if answer.points}
    verdicts |= {part.verdict for part in report.parts}
    awaits = Verdict.AWAITING_MARKER in verdicts
    if Verdict.GRADER_ERROR in verdicts or (report.earned is None and not awaits):
        return say(words.WITHHELD), say(words.WITHHELD_TOTAL)
    return _write(report.earned), say(words.PENDING_TOTAL) if awaits else ""


def _write(points: float | None) -> str:
    return "–" if points is None else write_decimal(points)


def _tile(part: PartResult) -> Tile:
    share = (part.earned or 0) / part.points if part.points else 0
    return Tile(
        anchor=_anchor(part),
        label=make_visible_line(part.label),
        title=make_visible_line(part.title),
        tone=tone_of(part.verdict),
        mark=words.MARKS[part.verdict],
        verdict=say(words.VERDICTS[part.verdict]),
        points=f"{_write(part.earned)}/{_write(part.points)}",
        percent=round(100 * min(max(share, 0), 1), 1),
    )


def _sections(report: Report) -> tuple[SectionView, ...]:
    """Put the parts of each problem under its heading; under none where it is not known."""
    problems = {problem.id: problem for problem in report.problems}
    sections = []
    for number, (id_, parts) in enumerate(groupby(report.parts, lambda part: part.problem)):
        problem = problems.get(id_, ProblemIntro(id="", title=""))
        sections.append(
            SectionView(
                anchor=f"problem-{number}",
                label=make_visible_line(problem.id),
                title=make_visible_line(problem.title),
                intro=markup.prose(problem.intro) if problem.intro else markup.NOTHING,
                parts=tuple(_part(part) for part in parts),
            )
        )
    return tuple(sections)


def _anchor(part: PartResult) -> str:
    return f"p{part.id}"


def _part(part: PartResult) -> PartView:
    only = part.answers[0] if len(part.answers) == 1 else None
    return PartView(
        anchor=_anchor(part),
        label=make_visible_line(part.label),
        title=make_visible_line(part.title),
        name=make_visible_line(only.name) if only else "",
        badge=view_badge(part),
        prompt=markup.prose(part.prompt),
        found=() if part.answers else view_sentence(part.feedback),
        answers=tuple(
            view_answer(answer, part, is_only=only is not None) for answer in part.answers
        ),
    )


def _mishap(mishap: Mishap) -> MishapView:
    source = make_visible(mishap.source.rstrip())
    return MishapView(
        text=view_sentence(mishap.text),
        lines=tuple(enumerate(source.split("\n"), start=mishap.line)) if source else (),
    )


def _receipt(receipt: Receipt) -> ReceiptView:
    return ReceiptView(
        summary=words.tell_receipt(receipt),
        submission=say(words.SUBMISSION),
        rows=tuple(
            (say(words.RECEIPT_ROWS[name]), str(value))
            for name, value in asdict(receipt).items()
            if value is not None
        ),
    )
