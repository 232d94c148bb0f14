"""The job summary of GitHub Actions: a report as Markdown, in which no student's text is markup.

In a line, every character that Markdown or HTML could read as markup is written as its number; what
has several lines stands in a block in which Markdown is not read. Nothing of a student's stands
outside of those two.

Source:
    CommonMark 0.31.2, "Entity and numeric character references", which cannot stand for markup, and
    "HTML blocks", of which the first kind ends only at a closing tag.
    GitHub's documentation, "Workflow commands for GitHub Actions": at most 1 MiB a step.
"""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from grader.exchange.plain import (
    Piece,
    explain_answers,
    line,
    name_part,
    quote_printed,
    tell_mishap,
    text_of,
)
from grader.exchange.telling import MARKED, Telling
from grader.language import say, speak
from grader.report import words
from grader.results import PartResult, Report

MOST_BYTES: Final = 1 << 20
"""Of one step's summary; a longer one is refused by GitHub as a whole."""

_RESERVE: Final = 4096
"""Kept free of it for what closes a summary that had to be cut."""

_MARKUP: Final = re.compile(r"[!-/:-@\[-`{-~]")
"""All ASCII punctuation: a superset of what Markdown, its extensions and HTML read as markup."""

_CODE: Final = re.compile(r"`([^`]+)`")
_WORD_JOINER: Final = "&#8288;"


def write_summary(report: Report, telling: Telling = MARKED) -> str:
    """Write a report as Markdown: what it came to, a table of parts, and each part's feedback.

    A summary that would be too long leaves out the feedback of its last parts, and says so.

    Args:
        report: All results of one submission.
        telling: In which words.
    """
    with speak(report.language):
        written = "".join(_head(report, telling))
        for each in _sections(report, telling):
            if len((written + each).encode()) > MOST_BYTES - _RESERVE:
                return f"{written}\n{inert(say('The rest is left out here; the report has it.'))}\n"
            written += each
        return written


def inert(text: str) -> str:
    """Escape one line of text, so that it reads as it is and does nothing.

    An at sign is also kept apart from what follows, since GitHub notifies people by it.
    """
    return _escape(line(text))


def inert_prose(text: str) -> str:
    """Escape a paragraph; what stands between backticks is shown as code."""
    parts = _CODE.split(text_of(text).replace("\n", " ").replace("\t", " "))
    return "".join(
        f"<code>{_escape(part)}</code>" if number % 2 else _escape(part)
        for number, part in enumerate(parts)
    ).strip()


def inert_block(text: str) -> str:
    """Escape a text of several lines as a block that keeps its spaces.

    Such a block, at the start of a line, ends at its closing tag and nowhere else; Markdown is not
    read in it, nor are names and addresses made into links.
    """
    return f"\n<pre>\n{html.escape(text_of(text, len(text)), quote=False)}\n</pre>\n\n"


def _escape(text: str) -> str:
    return _MARKUP.sub(_number, text).replace("&#64;", f"&#64;{_WORD_JOINER}")


def _number(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _head(report: Report, telling: Telling) -> Iterator[str]:
    yield f"## {inert(report.title)}\n\n"
    yield f"**{inert(telling.total(report))}**\n\n"
    for note in report.notes:
        yield f"> {inert(note)}\n\n"


def _sections(report: Report, telling: Telling) -> Iterator[str]:
    yield from _table(report, telling)
    for part in report.parts:
        if not telling.is_fine(part):
            yield _part(part, telling)
    yield from _reading(report)
    if report.receipt.key:  # a check has none
        yield f"\n<sub>{inert(words.tell_receipt(report.receipt))}</sub>\n"


def _table(report: Report, telling: Telling) -> Iterator[str]:
    """Write a row for each part; what it earned stands beside its verdict."""
    heads = (say("Part"), say("Verdict"), say("Points"))
    yield f"| | {' | '.join(inert(each) for each in heads)} |\n|---|---|---|---:|\n"
    for part in report.parts:
        cells = (name_part(part), telling.verdict(part), telling.mark(part))
        yield f"| {inert(telling.symbol(part))} | {' | '.join(inert(each) for each in cells)} |\n"


def _part(part: PartResult, telling: Telling) -> str:
    """Write what is said about a part, to be unfolded."""
    head = f"{inert(name_part(part))}: {inert(telling.verdict(part))}"
    printed = "".join(
        f"{inert(say(words.PRINTED))}:\n{inert_block(quote_printed(answer.printed))}"
        for answer in part.answers
        if answer.printed
    )
    told = "".join(_answer(pieces) for pieces in explain_answers(part))
    told = told or f"\n{inert_prose(part.feedback)}\n\n"
    return f"\n<details><summary>{head}</summary>\n{told}{printed}</details>\n"


def _answer(pieces: Sequence[Piece]) -> str:
    """Write sentences as paragraphs, and values and code in blocks, neighbours in one."""
    written = ""
    for is_block, group in groupby(pieces, lambda piece: piece.is_block):
        texts = [piece.text for piece in group]
        if is_block:
            written += inert_block("\n".join(texts))
        else:
            written += "".join(f"\n{inert_prose(text)}\n" for text in texts)
    return written


def _reading(report: Report) -> Iterator[str]:
    """Write what happened while the file was read, and what it printed."""
    if report.mishaps:
        told = "\n".join(tell_mishap(each) for each in report.mishaps)
        yield f"\n{inert(say('While the file was read'))}:\n{inert_block(told)}"
    if report.printed:
        head = inert(say(words.PRINTED_WHILE_READ))
        told = inert_block(quote_printed(report.printed))
        yield f"\n<details><summary>{head}</summary>\n{told}</details>\n"
