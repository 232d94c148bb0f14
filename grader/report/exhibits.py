"""Values as a page shows them: grids with their differing cells marked, and lines.

Decides what is shown beside what; the template only places it.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from grader.report import markup
from grader.results import AnswerResult, Example, Exhibit, Grid, Line
from grader.score import Verdict
from grader.visible import cut, make_visible, make_visible_line

LONG_LINE: Final = 72
"""More characters than this stand in a block of their own."""

MAX_CELL: Final = 40
"""Characters of a cell that are shown; no number needs as many."""

MAX_LABEL: Final = 80


_NOT_OFF: Final = {
    Verdict.RIGHT,
    Verdict.RIGHT_BY_FOLLOW_THROUGH,
    Verdict.AWAITING_MARKER,
    Verdict.GRADER_ERROR,
}
"""Verdicts under which a line is not marked as differing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of plain text, or what stood between backticks in it."""

    text: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid."""

    text: str
    off: bool


@dataclass(frozen=True, slots=True)
class GridView:
    """A matrix under its label."""

    label: str
    rows: tuple[tuple[Cell, ...], ...]
    note: str
    form: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class LineView:
    """A short value under its label."""

    label: str
    text: str
    """Empty where the formula says it all."""

    maths: Markup
    off: bool
    form: Literal["line", "block"] = "line"


ExhibitView = GridView | LineView


@dataclass(frozen=True, slots=True)
class ExampleView:
    """The smallest example, and a line to paste."""

    exhibits: tuple[ExhibitView, ...]
    code: str


def view_sentence(text: str) -> tuple[Segment, ...]:
    """Prepare plain text, in which backticks set names of code apart."""
    pieces = re.split(r"`([^`\n]+)`", make_visible(text))
    return tuple(Segment(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def view_exhibit(exhibit: Exhibit) -> ExhibitView:
    """Prepare one value."""
    match exhibit:
        case Grid():
            off = set(exhibit.off)
            return GridView(
                label=cut(make_visible_line(exhibit.label), MAX_LABEL),
                rows=tuple(
                    tuple(
                        Cell(cut(make_visible_line(text), MAX_CELL), (row, column) in off)
                        for column, text in enumerate(cells)
                    )
                    for row, cells in enumerate(exhibit.rows)
                ),
                note=cut(make_visible_line(exhibit.note), MAX_LABEL),
            )
        case Line():
            return LineView(
                label=cut(make_visible_line(exhibit.label), MAX_LABEL),
                text=make_visible(exhibit.text),
                maths=markup.maths(make_visible_line(exhibit.tex))
                if exhibit.tex.strip()
                else markup.NOTHING,
                off=exhibit.off,
                form="block" if _is_long(exhibit.text) else "line",
            )


def view_pair(answer: AnswerResult) -> tuple[ExhibitView, ...]:
    """Prepare what was given beside what is expected; once where both are the same."""
    given = answer.given
    if isinstance(given, Line) and answer.verdict not in _NOT_OFF:
        given = given.model_copy(update={"off": True})
    shown = [given, answer.expected, answer.instead]
    if answer.verdict is Verdict.RIGHT and _says_same(given, answer.expected):
        shown = [given]
    return tuple(view_exhibit(exhibit) for exhibit in shown if exhibit is not None)


def view_example(example: Example | None) -> ExampleView | None:
    """Prepare the smallest example."""
    if example is None:
        return None
    shown = (*example.inputs, example.expected, example.given)
    return ExampleView(
        exhibits=tuple(view_exhibit(exhibit) for exhibit in shown if exhibit is not None),
        code=make_visible(example.code),
    )


def _says_same(given: Exhibit | None, expected: Exhibit | None) -> bool:
    match given, expected:
        case Grid(), Grid():
            return given.rows == expected.rows
        case Line(), Line():
            return given.text == expected.text
        case _:
            return False


def _is_long(text: str) -> bool:
    return len(text) > LONG_LINE or "\n" in text
