"""A student's page as data: everything is decided here, and the template only places it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from grader.report import markup, words
from grader.report.exhibits import (
    ExampleView,
    ExhibitView,
    Segment,
    view_example,
    view_pair,
    view_sentence,
)
from grader.report.tones import Tone, tone_of
from grader.results import AnswerResult, Mishap, PartResult, Receipt, Report, Spot
from grader.score import Verdict
from grader.visible import cut, make_visible, make_visible_line

MAX_NAME: Final = 80
"""Characters of a student's name that are shown."""

OUTER_SPOTS: Final = 3
INNER_SPOTS: Final = 8
"""Of many lines that called each other, the first and the last ones shown."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict with its points, as it stands in a heading."""

    tone: Tone
    mark: str
    verdict: str
    points: str
    """Such as ``0.5 of 2 points``; empty where nothing could be earned."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A part in the overview: its points as a bar, and a link to it."""

    anchor: str
    label: str
    title: str
    tone: Tone
    mark: str
    verdict: str
    points: str
    percent: float


@dataclass(frozen=True, slots=True)
class SpotView:
    """A line of the student's source."""

    place: str
    line: int
    source: str
    is_last: bool
    """Whether the code stopped in this very line."""


@dataclass(frozen=True, slots=True)
class MishapView:
    """Something that happened while the file was read."""

    place: str
    source: str
    text: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class CaseMark:
    """One case of a function."""

    tone: Tone
    mark: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer."""

    name: str
    badge: Badge | None
    """None where it is the part's own."""

    found: tuple[Segment, ...]
    cases: tuple[CaseMark, ...]
    cases_said: str
    exhibits: tuple[ExhibitView, ...]
    withheld: str
    """What the author does not reveal, in words; empty if nothing is kept back."""

    cause: Markup
    evidence: tuple[Segment, ...]
    next: Markup
    example: ExampleView | None
    spots: tuple[SpotView, ...]
    spots_open: bool
    printed: str


@dataclass(frozen=True, slots=True)
class PartView:
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


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What it takes to mark the same again."""

    summary: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageView:
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
    parts: tuple[PartView, ...]
    receipt: ReceiptView


def view_page(report: Report) -> PageView:
    """Decide everything that a student's page shows."""
    student = cut(make_visible_line(report.student), MAX_NAME)
    earned, remark = _total(report)
    return PageView(
        title=f"{report.title} · {student}",
        homework=" · ".join(text for text in (report.course, report.title) if text),
        student=student,
        earned=earned,
        possible=words.of_points(report.points),
        remark=remark,
        tiles=tuple(_tile(part) for part in report.parts),
        notes=tuple(view_sentence(note) for note in report.notes),
        mishaps=tuple(_mishap(mishap) for mishap in report.mishaps),
        printed=make_visible(report.printed),
        parts=tuple(_part(part) for part in report.parts),
        receipt=_receipt(report.receipt),
    )


def _total(report: Report) -> tuple[str, str]:
    verdicts = {answer.verdict for part in report.parts for answer in part.answers if answer.points}
    verdicts |= {part.verdict for part in report.parts}
    awaits = Verdict.AWAITING_MARKER in verdicts
    if Verdict.GRADER_ERROR in verdicts or (report.earned is None and not awaits):
        return words.WITHHELD, words.WITHHELD_TOTAL
    earned = "–" if report.earned is None else words.write_number(report.earned)
    return earned, words.PENDING_TOTAL if awaits else ""


def _badge(result: PartResult | AnswerResult) -> Badge:
    return Badge(
        tone=tone_of(result.verdict),
        mark=words.MARKS[result.verdict],
        verdict=words.VERDICTS[result.verdict],
        points=_points(result) if result.points else "",
    )


def _points(result: PartResult | AnswerResult) -> str:
    if result.earned is not None:
        return f"{words.write_number(result.earned)} {words.of_points(result.points)}"
    is_pending = result.verdict is Verdict.AWAITING_MARKER
    return f"{words.write_points(result.points)}, {words.PENDING if is_pending else words.WITHHELD}"


def _tile(part: PartResult) -> Tile:
    share = (part.earned or 0) / part.points if part.points else 0
    return Tile(
        anchor=_anchor(part),
        label=make_visible_line(part.label),
        title=make_visible_line(part.title),
        tone=tone_of(part.verdict),
        mark=words.MARKS[part.verdict],
        verdict=words.VERDICTS[part.verdict],
        points=f"{'–' if part.earned is None else words.write_number(part.earned)}"
        f"/{words.write_number(part.points)}",
        percent=round(100 * min(max(share, 0), 1), 1),
    )


def _anchor(part: PartResult) -> str:
    return f"p{part.id}"


def _part(part: PartResult) -> PartView:
    only = part.answers[0] if len(part.answers) == 1 else None
    return PartView(
        anchor=_anchor(part),
        label=make_visible_line(part.label),
        title=make_visible_line(part.title),
        name=make_visible_line(only.name) if only else "",
        badge=_badge(part),
        prompt=markup.prose(part.prompt),
        found=() if part.answers else view_sentence(part.feedback),
        answers=tuple(_answer(answer, part, is_only=only is not None) for answer in part.answers),
    )


def _answer(answer: AnswerResult, part: PartResult, *, is_only: bool) -> AnswerView:
    feedback = answer.feedback
    right = {Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH}
    return AnswerView(
        name=make_visible_line(answer.name),
        badge=None if is_only else _badge(answer),
        found=view_sentence(feedback.found),
        cases=_cases(answer),
        cases_said=words.tell_cases(answer.cases.count(Verdict.RIGHT), len(answer.cases)),
        exhibits=view_pair(answer),
        withheld="" if answer.verdict in right else words.HIDDEN[part.reveal],
        cause=markup.prose(feedback.cause) if feedback.cause else markup.NOTHING,
        evidence=view_sentence(feedback.evidence),
        next=markup.prose_inline(feedback.next) if feedback.next else markup.NOTHING,
        example=view_example(answer.example),
        spots=_spots(answer.spots),
        spots_open=bool(answer.spots) and answer.given is None,
        printed=make_visible(answer.printed),
    )


def _cases(answer: AnswerResult) -> tuple[CaseMark, ...]:
    """Show the cases where some are right and some are not: that is where the list says more."""
    if len(set(answer.cases)) < 2:
        return ()
    return tuple(CaseMark(tone_of(verdict), words.MARKS[verdict]) for verdict in answer.cases)


def _spots(spots: tuple[Spot, ...]) -> tuple[SpotView, ...]:
    """List the lines, a repeated one once and of many the ends: recursion visits a line often."""
    once = [(spot, sum(1 for _ in same)) for spot, same in groupby(spots)]
    views = [
        SpotView(
            place=make_visible_line(words.place_spot(spot, times)),
            line=spot.line,
            source=make_visible_line(spot.source.rstrip().expandtabs(4)),
            is_last=index == len(once),
        )
        for index, (spot, times) in enumerate(once, start=1)
    ]
    left_out = len(views) - OUTER_SPOTS - INNER_SPOTS
    if left_out <= 0:
        return tuple(views)
    gap = SpotView(words.tell_left_out(left_out), 0, "", is_last=False)
    return (*views[:OUTER_SPOTS], gap, *views[-INNER_SPOTS:])


def _mishap(mishap: Mishap) -> MishapView:
    return MishapView(
        place=words.place_mishap(mishap),
        source=make_visible(mishap.source.rstrip()),
        text=view_sentence(mishap.text),
    )


def _receipt(receipt: Receipt) -> ReceiptView:
    return ReceiptView(
        summary=words.tell_receipt(receipt),
        rows=tuple((words.RECEIPT_ROWS[name], str(value)) for name, value in receipt),
    )
