"""A report in plain text: what logs, annotations and result files say about a part.

Texts only, without markup or colour. Whatever a student can choose comes out with its hidden
characters visible and cut to a length; escaping for a format is the business of who writes it.
"""

from collections.abc import Iterator

from grader.exchange.untex import untex
from grader.language import say
from grader.record import Record, replace
from grader.report import words
from grader.results import AnswerResult, Excerpt, Exhibit, Grid, Mishap, PartResult, Report
from grader.score import Verdict
from grader.summary import Status, summarise
from grader.visible import cut, make_visible, make_visible_line

MOST_LINE = 300
"""Characters of a heading, a name or one cell."""

MOST_TEXT = 1500
"""Of one sentence or one exhibit."""

MOST_PART = 6000
"""Of all that is said about one part."""

MOST_PRINTED = 4000

SETTLED = frozenset([Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH])
"""Verdicts of which there is nothing to explain."""


def line(text: str) -> str:
    """Make a text one line that can be shown anywhere."""
    return make_visible_line(cut(text.strip(), MOST_LINE))


def text_of(text: str, most: int = MOST_TEXT) -> str:
    """Make a text of several lines one that can be shown anywhere."""
    return make_visible(cut(text, most))


def name_part(part: PartResult) -> str:
    """Name a part: ``1.1 (b) Output width``."""
    return line(f"{part.label} {part.title}")


def name_verdict(verdict: Verdict) -> str:
    """Say a verdict as the student's page does."""
    return say(words.VERDICTS[verdict])


def tell_mark(part: PartResult) -> str:
    """Say what a part earned, or why nobody knows yet."""
    if part.earned is not None:
        return words.tell_earned(part.earned, part.points)
    if part.verdict is Verdict.GRADER_ERROR:
        return say(words.WITHHELD)
    return say(words.PENDING)


def tell_total(report: Report) -> str:
    """Say what a report comes to: its points, or that they are withheld or not final."""
    status = summarise(report, "").status
    if report.earned is None or status is Status.WITHHELD:
        return say(words.WITHHELD_TOTAL)
    total = words.tell_earned(report.earned, report.points)
    return f"{total}. {say(words.PENDING_TOTAL)}" if status is Status.AWAITING_MARKER else total


class Piece(Record, frozen=True):
    """Some of what is said about an answer."""

    text: str
    is_block: bool = False
    """Whether its lines and spaces are to stay as they are."""


def explain_part(part: PartResult) -> str:
    """Say everything about a part that helps its student; nothing that the report does not."""
    told = ["\n".join(each.text for each in pieces) for pieces in explain_answers(part)]
    return cut("\n\n".join(told) or text_of(part.feedback), MOST_PART)


def explain_answers(part: PartResult) -> Iterator[list[Piece]]:
    """Say about each answer that is not right what was found, the likely cause, and what to do."""
    for answer in part.answers:
        pieces = [piece for piece in _explain(answer) if piece.text]
        if answer.verdict in SETTLED or not pieces:
            continue
        if len(part.answers) > 1:
            pieces[0] = replace(pieces[0], text=f"{line(answer.name)}: {pieces[0].text}")
        yield pieces


def _explain(answer: AnswerResult) -> Iterator[Piece]:
    feedback = answer.feedback
    yield Piece(text_of(feedback.found))
    if feedback.cause:
        cause = f"{untex(text_of(feedback.cause))} {text_of(feedback.evidence)}"
        yield Piece(f"{say(words.LIKELY_CAUSE)} {cause}".rstrip())
    if answer.verdict not in (Verdict.MISSING, Verdict.AWAITING_MARKER):
        yield from (_piece(each) for each in (answer.given, answer.expected) if each)
        yield Piece(_example(answer), is_block=True)
        yield Piece(quote_excerpt(answer.excerpt) if answer.excerpt else "", is_block=True)
    if feedback.next:
        yield Piece(f"{say(words.NEXT_STEP)} {untex(text_of(feedback.next))}")


def _piece(exhibit: Exhibit) -> Piece:
    return Piece(show(exhibit), is_block=True)


def _example(answer: AnswerResult) -> str:
    example = answer.example
    if example is None:
        return ""
    shown = [*example.inputs, example.given, example.expected]
    inside = [show(each) for each in shown if each is not None]
    inside += [f"{say(words.PASTE)} {line(example.code)}"] if example.code else []
    return "\n".join([f"{say(words.EXAMPLE)}:", *(_indent(each) for each in inside)])


def show(exhibit: Exhibit) -> str:
    """Write a value: a line after its label, or aligned rows below it; brackets mark what is off.

    A grid whose rows differ in length is written as it is.
    """
    if not isinstance(exhibit, Grid):
        return f"{line(exhibit.label)}: {text_of(exhibit.text)}"
    off = set(exhibit.off)
    cells = [
        [f"[{line(cell)}]" if (row, column) in off else f" {line(cell)} " for column, cell in each]
        for row, each in ((row, enumerate(each)) for row, each in enumerate(exhibit.rows))
    ]
    most = max((len(row) for row in cells), default=0)
    widths = [max(len(row[at]) for row in cells if at < len(row)) for at in range(most)]
    rows = [
        "  " + " ".join(f"{cell:>{widths[at]}}" for at, cell in enumerate(row)).rstrip()
        for row in cells
    ]
    note = f" ({line(exhibit.note)})" if exhibit.note else ""
    return cut("\n".join([f"{line(exhibit.label)}{note}:", *rows]), MOST_TEXT)


def quote_excerpt(excerpt: Excerpt) -> str:
    """Quote lines of the student's own with their numbers; an arrow marks where it stopped."""
    last = excerpt.first + len(excerpt.lines) - 1
    quoted = [
        f"{'>' if number == excerpt.marked else ' '} {number:>{len(str(last))}} | {line_of(each)}"
        for number, each in enumerate(excerpt.lines, excerpt.first)
    ]
    return cut("\n".join([f"{line(words.place_excerpt(excerpt))}:", *quoted]), MOST_TEXT)


def line_of(source: str) -> str:
    """Show a line of code with its margin."""
    return make_visible_line(cut(source.rstrip().expandtabs(4), MOST_LINE))


def tell_mishap(mishap: Mishap) -> str:
    """Say what happened while the file was read."""
    return text_of(mishap.text)


def quote_printed(printed: str) -> str:
    """Quote what code printed, cut."""
    return text_of(printed.rstrip("\n"), MOST_PRINTED)


def _indent(text: str) -> str:
    return "\n".join(f"  {each}" for each in text.split("\n"))
