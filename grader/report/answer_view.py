"""One answer on a student's page: verdict, values, cause, next step, and what is folded away."""

from itertools import groupby
from typing import Final

from markupsafe import Markup

from grader.language import say
from grader.record import Record
from grader.report import markup, words
from grader.report.difference import DifferenceView, view_difference
from grader.report.exhibits import (
    ExampleView,
    ExhibitView,
    Segment,
    view_example,
    view_pair,
    view_sentence,
)
from grader.report.pictures import CurveView, view_curve, view_picture
from grader.report.tones import Tone, tone_of
from grader.results import AnswerResult, Excerpt, PartResult, Spot
from grader.score import Verdict
from grader.visible import make_visible, make_visible_line

OUTER_SPOTS: Final = 3
INNER_SPOTS: Final = 8
"""Of many lines that called each other, the first and the last ones shown."""


class Badge(Record, frozen=True):
    """A verdict with its points, as it stands in a heading."""

    tone: Tone
    mark: str
    verdict: str
    points: str
    """Such as ``0.5 of 2 points``; empty where nothing could be earned."""


class SpotView(Record, frozen=True):
    """A line of the student's source."""

    place: str
    line: int
    source: str
    is_last: bool
    """Whether the code stopped in this very line."""


class LineOfCode(Record, frozen=True):
    """A line of the student's source with its number."""

    number: int
    source: str
    is_marked: bool


class ExcerptView(Record, frozen=True):
    """Some lines of the student's source."""

    place: str
    lines: tuple[LineOfCode, ...]


class CaseMark(Record, frozen=True):
    """One case of a function."""

    tone: Tone
    mark: str


class AnswerView(Record, frozen=True):
    """One answer."""

    name: str
    badge: Badge | None
    """None where it is the part's own."""

    found: tuple[Segment, ...]
    cases: tuple[CaseMark, ...]
    cases_said: str
    exhibits: tuple[ExhibitView, ...]
    difference: DifferenceView | None
    withheld: str
    """What the author does not reveal, in words; empty if nothing is kept back."""

    cause: Markup
    evidence: tuple[Segment, ...]
    next: Markup
    curve: CurveView | None
    picture: str
    """The address of a plot; empty for none."""

    example: ExampleView | None
    excerpt: ExcerptView | None
    spots: tuple[SpotView, ...]
    spots_open: bool
    printed: str


def view_answer(answer: AnswerResult, part: PartResult, *, is_only: bool) -> AnswerView:
    """Prepare one answer.

    Args:
        answer: The answer.
        part: The part it belongs to.
        is_only: Whether the part has no other, so that its heading says the verdict.
    """
    feedback = answer.feedback
    right = {Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH}
    return AnswerView(
        name=make_visible_line(answer.name),
        badge=None if is_only else view_badge(answer),
        found=view_sentence(feedback.found),
        cases=_cases(answer),
        cases_said=words.tell_cases(answer.cases.count(Verdict.RIGHT), len(answer.cases)),
        exhibits=view_pair(answer),
        difference=view_difference(answer.difference),
        withheld="" if answer.verdict in right else say(words.HIDDEN[part.reveal]),
        cause=markup.prose(feedback.cause) if feedback.cause else markup.NOTHING,
        evidence=view_sentence(feedback.evidence),
        next=markup.prose_inline(feedback.next) if feedback.next else markup.NOTHING,
        curve=view_curve(answer.curve),
        picture=view_picture(answer.picture),
        example=view_example(answer.example),
        excerpt=_excerpt(answer.excerpt),
        spots=_spots(answer.spots) if len(answer.spots) > 1 or not answer.excerpt else (),
        spots_open=bool(answer.spots) and answer.given is None and not answer.excerpt,
        printed=make_visible(answer.printed),
    )


def _cases(answer: AnswerResult) -> tuple[CaseMark, ...]:
    """Show the cases where some are right and some are not: that is where the list says more."""
    if len(set(answer.cases)) < 2:
        return ()
    return tuple(CaseMark(tone_of(verdict), words.MARKS[verdict]) for verdict in answer.cases)


def _excerpt(excerpt: Excerpt | None) -> ExcerptView | None:
    if excerpt is None:
        return None
    return ExcerptView(
        place=make_visible_line(words.place_excerpt(excerpt)),
        lines=tuple(
            LineOfCode(number, make_visible_line(source), number == excerpt.marked)
            for number, source in enumerate(excerpt.lines, start=excerpt.first)
        ),
    )


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


def view_badge(result: PartResult | AnswerResult) -> Badge:
    """Prepare a verdict with its points."""
    return Badge(
        tone=tone_of(result.verdict),
        mark=words.MARKS[result.verdict],
        verdict=say(words.VERDICTS[result.verdict]),
        points=_points(result) if result.points else "",
    )


def _points(result: PartResult | AnswerResult) -> str:
    if result.earned is not None:
        return words.tell_earned(result.earned, result.points)
    why = words.PENDING if result.verdict is Verdict.AWAITING_MARKER else words.WITHHELD
    return f"{words.write_points(result.points)}, {say(why)}"
