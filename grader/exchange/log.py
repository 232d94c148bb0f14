"""A report as the log of a job: the parts, then what is to be said about each.

Where a log folds, each part that is not right is a fold. GitHub's folds are workflow commands, so
the runner is told to obey nothing while what a student chose is printed; GitLab's begin with an
escape character, and no text of a student's holds one.

Source:
    GitHub's documentation, "Workflow commands for GitHub Actions": groups, and stopping commands.
    GitLab's documentation, "CI/CD job logs": the markers of collapsible sections.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from grader.exchange.annotations import (
    FORGET_MATCHER,
    escape_data,
    resume_commands,
    stop_commands,
)
from grader.exchange.plain import (
    explain_part,
    line,
    name_part,
    quote_printed,
    tell_mishap,
)
from grader.exchange.telling import MARKED, Telling
from grader.language import say, speak
from grader.record import Record
from grader.report import words
from grader.results import PartResult, Report

_CLEAR: Final = "\x1b[0K"


class Fold(Record, frozen=True):
    """Something to unfold in a log."""

    title: str
    text: str


def write_log(report: Report, telling: Telling = MARKED) -> str:
    """Write a report for a log that does not fold."""
    with speak(report.language):
        folds = (f"\n{each.title}\n{_indent(each.text)}\n" for each in _folds(report, telling))
        return f"{_overview(report, telling)}{''.join(folds)}"


def write_github_log(report: Report, token: str, telling: Telling = MARKED) -> str:
    """Write a report for a log of GitHub Actions.

    Args:
        report: All results of one submission.
        token: Random, and made after the student's code ended: it must not be guessed by it.
        telling: In which words.
    """
    stop, resume = stop_commands(token), resume_commands(token)
    with speak(report.language):
        folds = (
            f"::group::{escape_data(each.title)}\n{stop}{each.text}\n{resume}::endgroup::\n"
            for each in _folds(report, telling)
        )
        return f"{FORGET_MATCHER}{stop}{_overview(report, telling)}{resume}{''.join(folds)}"


def write_gitlab_log(report: Report, seconds: int, telling: Telling = MARKED) -> str:
    """Write a report for a log of GitLab CI/CD.

    Args:
        report: All results of one submission.
        seconds: The time, since 1970; a section shows how long it took.
        telling: In which words.
    """
    with speak(report.language):
        folds = (
            f"{_CLEAR}section_start:{seconds}:grader_{number}[collapsed=true]\r{_CLEAR}"
            f"{each.title}\n{each.text}\n"
            f"{_CLEAR}section_end:{seconds}:grader_{number}\r{_CLEAR}\n"
            for number, each in enumerate(_folds(report, telling), 1)
        )
        return f"{_overview(report, telling)}{''.join(folds)}"


def _overview(report: Report, telling: Telling) -> str:
    """Write what it came to, and a line for each part."""
    rows = [
        (telling.symbol(part), name_part(part), telling.mark(part), telling.verdict(part))
        for part in report.parts
    ]
    notes = [line(each) for each in report.notes]
    return "\n".join([line(report.title), *notes, "", *_align(rows), "", telling.total(report), ""])


def _align(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(4)] if rows else []
    for row in rows:
        yield "  ".join(
            f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)
        ).rstrip()


def _folds(report: Report, telling: Telling) -> Iterator[Fold]:
    """List what is to be said: part by part, then about reading the file."""
    for part in report.parts:
        if not telling.is_fine(part):
            yield Fold(f"{name_part(part)}: {telling.verdict(part)}", _tell(part))
    if report.mishaps:
        told = "\n".join(tell_mishap(each) for each in report.mishaps)
        yield Fold(say("While the file was read"), told)
    if report.printed:
        yield Fold(say(words.PRINTED_WHILE_READ), quote_printed(report.printed))


def _tell(part: PartResult) -> str:
    printed = [
        f"{say(words.PRINTED)}:\n{_indent(quote_printed(answer.printed))}"
        for answer in part.answers
        if answer.printed
    ]
    return "\n".join([explain_part(part), *printed])


def _indent(text: str) -> str:
    return "\n".join(f"  {each}" if each else "" for each in text.split("\n"))
