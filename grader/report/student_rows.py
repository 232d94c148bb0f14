"""The table of students: a row for each, in groups that a browser lays out when they are seen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from grader.course.insight import Insight
from grader.language import say, write_decimal
from grader.record import Record
from grader.report import class_words, words
from grader.report.cluster_view import name_search
from grader.report.links import Link, link_student
from grader.report.tones import Tone, tone_of
from grader.score import Verdict
from grader.summary import PartSummary, Status, Summary
from grader.visible import make_visible_line

GROUP: Final = 100
"""Rows of a group."""

_CODES: Final = {verdict: f"v{place}" for place, verdict in enumerate(Verdict)}


class PartCell(Record, frozen=True):
    """One part of one student."""

    code: str
    """Its verdict, as a class that the stylesheet gives a mark and a word."""

    earned: str
    said: str
    """The named mistakes."""

    search: str
    """What finds it beside that: the wrong answers that it shares and that have no name."""


class StudentRow(Record, frozen=True):
    """One student."""

    link: Link
    total: str
    cells: tuple[PartCell, ...]


class VerdictMark(Record, frozen=True):
    """How a verdict is shown."""

    code: str
    mark: str
    tone: Tone
    verdict: str


def view_students(
    summaries: Sequence[Summary], insight: Insight
) -> tuple[tuple[StudentRow, ...], ...]:
    """Prepare the rows, in groups.

    Args:
        summaries: The students, in the order of the table.
        insight: What is known of the class; its parts are the columns.
    """
    columns = [part.statistics.id for part in insight.parts]
    shared = {
        (cluster.part, cluster.answer.signature): name_search(cluster)
        for part in insight.parts
        for cluster in part.clusters
        if not cluster.is_named
    }
    rows = [_row(summary, columns, shared) for summary in summaries]
    return tuple(tuple(rows[start : start + GROUP]) for start in range(0, len(rows), GROUP))


def view_marks(summaries: Iterable[Summary]) -> tuple[VerdictMark, ...]:
    """List how the verdicts are shown that the class got."""
    used = {part.verdict for summary in summaries for part in summary.parts}
    return tuple(
        VerdictMark(
            code=_CODES[verdict],
            mark=words.MARKS[verdict],
            tone=tone_of(verdict),
            verdict=say(words.SHORT_VERDICTS[verdict]),
        )
        for verdict in Verdict
        if verdict in used
    )


def _row(
    summary: Summary, columns: Sequence[str], shared: Mapping[tuple[str, str], str]
) -> StudentRow:
    parts = {part.id: part for part in summary.parts}
    return StudentRow(
        link=link_student(summary),
        total=_total(summary),
        cells=tuple(_cell(parts.get(column), shared) for column in columns),
    )


def _total(summary: Summary) -> str:
    if summary.status is Status.WITHHELD:
        return say(words.WITHHELD)
    if summary.status is Status.AWAITING_MARKER:
        earned = sum(part.earned or 0 for part in summary.parts)
        left = sum(part.points for part in summary.parts if part.earned is None)
        return class_words.tell_so_far(earned, left)
    if summary.earned is None:
        return say(words.PENDING)
    return write_decimal(summary.earned)


def _cell(part: PartSummary | None, shared: Mapping[tuple[str, str], str]) -> PartCell:
    if part is None:
        return PartCell("", "", "", "")
    keys = [shared.get((part.id, answer.signature), "") for answer in part.answers]
    keys += [
        make_visible_line(" ".join(each.likely)) for each in part.answers if not each.misconception
    ]
    return PartCell(
        code=_CODES[part.verdict],
        earned="–" if part.earned is None else write_decimal(part.earned),
        said=", ".join(map(make_visible_line, part.mistakes)),
        search=" ".join(filter(None, keys)),
    )
