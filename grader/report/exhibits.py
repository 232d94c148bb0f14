"""Values as a page shows them: grids with their differing cells marked, and lines.

Decides what is shown beside what; the template only places it.
"""

import re
from typing import Final, Literal

from markupsafe import Markup

from grader.language import say
from grader.record import Record, replace
from grader.report import markup, words
from grader.results import STEPS, AnswerResult, Example, Exhibit, Grid, Line
from grader.score import Verdict
from grader.visible import cut, make_visible, make_visible_line

LONG_LINE: Final = 72
"""More characters than this stand in a block of their own."""

MAX_CELL: Final = 40
"""Characters of a cell that are shown; no number needs as many."""

MAX_LABEL: Final = 80

MAX_INPUTS: Final = 8
"""Inputs of an example that all stand beside each other; a module's weights are more."""

FIRST_INPUTS: Final = 3
"""Of more inputs, those that are not folded away."""


_NOT_OFF: Final = {
    Verdict.RIGHT,
    Verdict.RIGHT_BY_FOLLOW_THROUGH,
    Verdict.AWAITING_MARKER,
    Verdict.GRADER_ERROR,
}
"""Verdicts under which a line is not marked as differing."""


class Segment(Record, frozen=True):
    """A stretch of plain text, or what stood between backticks in it."""

    text: str
    is_code: bool


class Cell(Record, frozen=True):
    """One cell of a grid."""

    text: str
    differs: str
    """That it does, and perhaps by how much, in words; empty if it does not."""

    heat: int
    """By how much it differs, in steps; 0 where that is not shown."""


class GridView(Record, frozen=True):
    """A matrix under its label."""

    label: str
    rows: tuple[tuple[Cell, ...], ...]
    note: str
    """What a window leaves out, and what shades mean."""

    form: Literal["grid"] = "grid"


class LineView(Record, frozen=True):
    """A short value under its label."""

    label: str
    text: str
    """Empty where the formula says it all."""

    maths: Markup
    off: bool
    form: Literal["line", "block"] = "line"


ExhibitView = GridView | LineView


class ExampleView(Record, frozen=True):
    """The smallest example, and a line to paste."""

    exhibits: tuple[ExhibitView, ...]
    more: tuple[ExhibitView, ...]
    """Inputs that are folded away; empty where all are shown."""

    more_said: str
    code: str


def view_sentence(text: str) -> tuple[Segment, ...]:
    """Prepare plain text, in which backticks set names of code apart."""
    pieces = re.split(r"`([^`\n]+)`", make_visible(text))
    return tuple(Segment(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def view_exhibit(exhibit: Exhibit) -> ExhibitView:
    """Prepare one value."""
    match exhibit:
        case Grid():
            return _view_grid(exhibit)
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


def _view_grid(grid: Grid) -> GridView:
    heat = dict.fromkeys(grid.off, 0) | dict(zip(grid.off, grid.heat, strict=False))
    note = cut(make_visible_line(grid.note), MAX_LABEL)
    return GridView(
        label=cut(make_visible_line(grid.label), MAX_LABEL),
        rows=tuple(
            tuple(_view_cell(text, heat.get((row, column))) for column, text in enumerate(cells))
            for row, cells in enumerate(grid.rows)
        ),
        note="; ".join(filter(None, (note, say(words.SHADED) if grid.heat else ""))),
    )


def _view_cell(text: str, heat: int | None) -> Cell:
    shown = cut(make_visible_line(text), MAX_CELL)
    if heat is None:
        return Cell(shown, "", 0)
    step = min(max(heat, 0), STEPS)
    return Cell(shown, words.tell_heat(step) if step else say(words.DIFFERS), step)


def view_pair(answer: AnswerResult) -> tuple[ExhibitView, ...]:
    """Prepare what was given beside what is expected; once where both are the same."""
    given = answer.given
    if isinstance(given, Line) and answer.verdict not in _NOT_OFF:
        given = replace(given, off=True)
    shown = [given, answer.expected, answer.instead]
    if answer.verdict is Verdict.RIGHT and _says_same(given, answer.expected):
        shown = [given]
    return tuple(view_exhibit(exhibit) for exhibit in shown if exhibit is not None)


def view_example(example: Example | None) -> ExampleView | None:
    """Prepare the smallest example."""
    if example is None:
        return None
    first = FIRST_INPUTS if len(example.inputs) > MAX_INPUTS else MAX_INPUTS
    shown = (*example.inputs[:first], example.expected, example.given)
    more = tuple(view_exhibit(exhibit) for exhibit in example.inputs[first:])
    return ExampleView(
        exhibits=tuple(view_exhibit(exhibit) for exhibit in shown if exhibit is not None),
        more=more,
        more_said=words.tell_more_inputs(len(more)),
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
