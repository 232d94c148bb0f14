"""A check as text for the terminal: what stands where, and of what is not ready, why.

Colour only adds: every state has a word and a mark. Everything of the student's is made visible,
so that nothing of it reaches the terminal as a command.
"""

import re
from collections.abc import Iterator
from typing import Final

import click

from grader.check.run import Checked
from grader.check.standing import Standing, stand
from grader.check.words import (
    LOOKS,
    tell_hidden,
    tell_isolation,
    tell_looked_at,
    tell_ready,
    tell_standing,
)
from grader.handout.bundle import BundledAnswer, BundledPart
from grader.language import say
from grader.results import AnswerResult, Example, Excerpt, Exhibit, Grid, Line, PartResult
from grader.visible import cut, make_visible_line

WIDTH: Final = 96
_MARGIN: Final = "      "
_MOST_LINE: Final = 400
_MOST_PRINTED: Final = 12

_CODE = re.compile(r"`([^`\n]*)`")


def render_check(checked: Checked) -> str:
    """Write a check for a terminal, with colours; whoever prints it takes them away if need be."""
    report = checked.report
    title = " · ".join(filter(None, (report.course, report.title)))
    lines = [click.style(f"{_line(report.student)}: {_line(title)}", bold=True)]
    lines += [_wrap(_plain(_line(note)), "") for note in report.notes]
    for mishap in report.mishaps:
        lines.append(_wrap(_plain(_line(mishap.text)), ""))
    lines.append("")
    wide = max((len(_heading(part)) for part in report.parts), default=0)
    for part, bundled, standing in zip(
        report.parts, checked.bundle.parts, checked.standings, strict=True
    ):
        lines.append(f"  {_heading(part):<{wide}}  {_tell_state(part, bundled, standing)}")
        for answer, each in zip(part.answers, bundled.answers, strict=True):
            lines += _tell_answer(answer, each, is_only=len(part.answers) == 1)
    lines += ["", click.style(tell_ready(checked), bold=True)]
    lines += [_wrap(each, "") for each in (tell_hidden(checked), tell_isolation(checked)) if each]
    return "\n".join(lines) + "\n"


def _tell_state(part: PartResult, bundled: BundledPart, standing: Standing) -> str:
    look = LOOKS[standing]
    state = click.style(f"{look.mark} {tell_standing(part, standing)}", fg=look.colour)
    looked_at = tell_looked_at(bundled, standing)
    return f"{state}   {click.style(looked_at, dim=True)}" if looked_at else state


def _heading(part: PartResult) -> str:
    return f"{_line(part.label)} {cut(_line(part.title), 50)}"


def _tell_answer(answer: AnswerResult, bundled: BundledAnswer, *, is_only: bool) -> Iterator[str]:
    """Say what is wrong with an answer; nothing of one that is ready."""
    standing = stand(answer, bundled)
    is_fine = standing in (Standing.READY, Standing.RIGHT)
    if (is_fine and is_only) or (standing is Standing.MISSING and not answer.points):
        return
    name = "" if is_only else click.style(f"{_line(answer.name)}: ", bold=True)
    yield _wrap(name + _plain(_line(answer.feedback.found)), _MARGIN)
    if is_fine or standing is Standing.MISSING:
        return
    yield from _tell_why(answer)
    if answer.excerpt is not None:
        yield from _tell_excerpt(answer.excerpt)
    if answer.feedback.next:
        yield _wrap(f"{say('Next step.')} {_prose(answer.feedback.next)}", _MARGIN)
    yield from _tell_printed(answer.printed)


def _tell_why(answer: AnswerResult) -> Iterator[str]:
    """Show the likely cause, and the values that show it."""
    feedback = answer.feedback
    if feedback.cause:
        cause = f"{say('Likely cause.')} {_prose(feedback.cause)} {_plain(feedback.evidence)}"
        yield _wrap(click.style(cause.rstrip(), fg="yellow"), _MARGIN)
    if answer.example is not None:
        yield from _tell_example(answer.example)
        return
    for exhibit in (answer.given, answer.expected):
        if exhibit is not None:
            yield from _tell_exhibit(exhibit)


def _tell_printed(printed: str) -> Iterator[str]:
    """Show the end of what the student's code printed."""
    if printed.strip():
        yield f"{_MARGIN}{say('What it printed:')}"
        lines = printed.rstrip().split("\n")[-_MOST_PRINTED:]
        yield from (f"{_MARGIN}  {cut(_line(each), _MOST_LINE)}" for each in lines)


def _tell_example(example: Example) -> Iterator[str]:
    yield f"{_MARGIN}{say('Smallest example that shows it')}:"
    for shown in example.inputs:
        yield from _tell_exhibit(shown)
    for exhibit in (example.given, example.expected):
        if exhibit is not None:
            yield from _tell_exhibit(exhibit)
    if example.code and len(example.code) <= _MOST_LINE:
        yield f"{_MARGIN}{say('To try it:')} {_line(example.code)}"


def _tell_exhibit(exhibit: Exhibit) -> Iterator[str]:
    match exhibit:
        case Line():
            text = cut(_line(exhibit.text), _MOST_LINE)
            shown = click.style(f"≠ {text}", fg="red") if exhibit.off else text
            yield _wrap(f"{_line(exhibit.label)}: {shown}", _MARGIN)
        case Grid():
            note = f" ({_line(exhibit.note)})" if exhibit.note else ""
            yield f"{_MARGIN}{_line(exhibit.label)}:{note}"
            yield from _grid(exhibit)


def _grid(grid: Grid) -> Iterator[str]:
    """Lay out a matrix; what is off is marked by a sign as well."""
    off = set(grid.off)
    cells = [
        [f"≠{_line(cell)}" if (r, c) in off else _line(cell) for c, cell in enumerate(row)]
        for r, row in enumerate(grid.rows)
    ]
    wide = max((len(cell) for row in cells for cell in row), default=0)
    for r, row in enumerate(cells):
        shown = (
            click.style(f"{cell:>{wide}}", fg="red") if (r, c) in off else f"{cell:>{wide}}"
            for c, cell in enumerate(row)
        )
        yield f"{_MARGIN}  {'  '.join(shown)}"


def _tell_excerpt(excerpt: Excerpt) -> Iterator[str]:
    """Show the student's own lines, the one where it stopped marked."""
    yield f"{_MARGIN}{_line(excerpt.file)}:"
    for number, source in enumerate(excerpt.lines, excerpt.first):
        line = f"{'▸' if number == excerpt.marked else ' '} {number:>4}  {_line(source)}"
        yield _MARGIN + (click.style(line, fg="red") if number == excerpt.marked else line)


def _plain(text: str) -> str:
    """Set what stands between backquotes off by weight instead."""
    return _CODE.sub(lambda found: click.style(found[1], bold=True), text)


def _line(text: str) -> str:
    return make_visible_line(text)


def _prose(markdown: str) -> str:
    """Write an author's words as text; a heavy import, which most checks have no use for."""
    from grader.exchange.untex import untex  # noqa: PLC0415 - see above
    from grader.report.plain import plain_prose  # noqa: PLC0415 - see above

    return " ".join(make_visible_line(line) for line in plain_prose(untex(markdown)).split("\n"))


def _wrap(text: str, margin: str) -> str:
    """Break a paragraph at the width of a page; codes of colour take no room."""
    lines, line, length = [], "", 0
    for word in text.split(" "):
        size = len(click.unstyle(word))
        if line and length + 1 + size > WIDTH - len(margin):
            lines.append(margin + line)
            line, length = word, size
        else:
            line, length = (f"{line} {word}", length + 1 + size) if line else (word, size)
    return "\n".join([*lines, margin + line])
