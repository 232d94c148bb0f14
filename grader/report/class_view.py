"""The class page as data: everything is decided here, and the template only places it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from grader.report import words
from grader.report.draw import Histogram, draw_histogram
from grader.report.part_view import PartRow, view_part
from grader.report.tones import Tone, tone_of
from grader.sandbox.level import Level
from grader.score import Verdict
from grader.summary import PartSummary, Status, Summary
from grader.visible import cut, make_visible_line

MAX_LINKS: Final = 12
"""Students named in a list of what needs a person; the table below holds all of them."""

MAX_NAME: Final = 60
"""Characters of a student's name that are shown."""


@dataclass(frozen=True, slots=True)
class Link:
    """A student's page, or a part on it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something that needs a person."""

    text: str
    links: tuple[Link, ...]
    more: str


@dataclass(frozen=True, slots=True)
class PartCell:
    """One part of one student."""

    tone: Tone
    mark: str
    said: str
    """The verdict and the named mistakes, for readers that hear the table and for the search."""

    earned: str


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One student."""

    link: Link
    total: str
    cells: tuple[PartCell, ...]


@dataclass(frozen=True, slots=True)
class ClassView:
    """The class page."""

    homework: str
    title: str
    size: str
    isolation: str
    warning: str
    possible: str
    table_rem: float
    """The least width of the table of students."""

    tasks: tuple[Task, ...]
    histogram: Histogram | None
    facts: tuple[tuple[str, str, str], ...]
    """Name, value, and what of the picture shows it."""

    bars: tuple[tuple[str, int], ...]
    parts: tuple[PartRow, ...]
    students: tuple[StudentRow, ...]
    legend: tuple[tuple[str, Tone, str], ...]


def view_class(
    summaries: Sequence[Summary], *, title: str, course: str, wanted: Level
) -> ClassView:
    """Decide everything that the class page shows.

    Args:
        summaries: The students, in the order of the table.
        title: Of the homework.
        course: May be empty.
        wanted: The isolation level that a class ought to run at.
    """
    columns = _columns(summaries)
    shares = [
        summary.earned / summary.points
        for summary in summaries
        if summary.earned is not None and summary.points and summary.status is Status.MARKED
    ]
    histogram = draw_histogram(shares) if shares else None
    used = {part.verdict for summary in summaries for part in summary.parts}
    return ClassView(
        homework=make_visible_line(course),
        title=make_visible_line(title),
        size=words.count(len(summaries), "submission", "submissions"),
        isolation=_isolation(summaries),
        warning=words.WEAK_ISOLATION if _is_weak(summaries, wanted) else "",
        possible=words.of_points(summaries[0].points) if summaries else "",
        table_rem=23 + 4.5 * len(columns),
        tasks=tuple(_tasks(summaries)),
        histogram=histogram,
        facts=_facts(histogram),
        bars=_bars(histogram),
        parts=tuple(view_part(parts) for parts in columns.values()),
        students=tuple(_student_row(summary, tuple(columns)) for summary in summaries),
        legend=tuple(
            (words.MARKS[verdict], tone_of(verdict), words.SHORT_VERDICTS[verdict])
            for verdict in Verdict
            if verdict in used
        ),
    )


def _columns(summaries: Iterable[Summary]) -> Mapping[str, list[PartSummary]]:
    """Every part's results over the class, in the order of the homework."""
    columns: dict[str, list[PartSummary]] = {}
    for summary in summaries:
        for part in summary.parts:
            columns.setdefault(part.id, []).append(part)
    return columns


def _isolation(summaries: Sequence[Summary]) -> str:
    levels = Counter(summary.isolation for summary in summaries)
    return ", ".join(
        words.tell_isolation(make_visible_line(level), number, len(summaries))
        for level, number in levels.most_common()
    )


def _is_weak(summaries: Iterable[Summary], wanted: Level) -> bool:
    """Whether code ran less firmly walled off than wanted; an unknown level counts as weak."""
    levels = {summary.isolation for summary in summaries}
    return any(level not in set(Level) or not Level(level).gives(wanted) for level in levels)


def _address(summary: Summary, part: PartSummary | None = None) -> str:
    page = f"{quote(summary.folder, safe='')}/report.html"
    return f"{page}#p{quote(part.id)}" if part else page


def _name(summary: Summary) -> str:
    return cut(make_visible_line(summary.student or summary.folder), MAX_NAME)


def _tasks(summaries: Iterable[Summary]) -> Iterable[Task]:
    faults: dict[str, list[Link]] = {}
    waiting: dict[str, list[Link]] = {}
    for summary in summaries:
        for part in summary.parts:
            link = Link(_name(summary), _address(summary, part))
            label = f"{make_visible_line(part.label)} {make_visible_line(part.title)}"
            if part.verdict is Verdict.GRADER_ERROR:
                faults.setdefault(label, []).append(link)
            if part.awaiting:
                waiting.setdefault(label, []).append(link)
    for group, text in ((faults, words.GRADER_FAULTS), (waiting, words.AWAITING)):
        for label, links in group.items():
            said = f"{label}: {words.count(len(links), 'submission', 'submissions')} {text}"
            more = words.tell_more(len(links) - MAX_LINKS) if len(links) > MAX_LINKS else ""
            yield Task(said, tuple(links[:MAX_LINKS]), more)


def _facts(histogram: Histogram | None) -> tuple[tuple[str, str, str], ...]:
    if histogram is None:
        return ()
    low, high = words.write_percent(histogram.lower), words.write_percent(histogram.upper)
    return (
        (words.MEDIAN, words.write_percent(histogram.median), "median"),
        (words.QUARTILES, f"{low} to {high}", "half"),
        (words.MEAN, words.write_percent(histogram.mean), "mean"),
    )


def _bars(histogram: Histogram | None) -> tuple[tuple[str, int], ...]:
    bars = histogram.bars if histogram else ()
    return tuple(
        (words.tell_bin(bar.low, bar.high, last=bar is bars[-1]), bar.count) for bar in bars
    )


def _student_row(summary: Summary, columns: Sequence[str]) -> StudentRow:
    parts = {part.id: part for part in summary.parts}
    return StudentRow(
        link=Link(_name(summary), _address(summary)),
        total=_total(summary),
        cells=tuple(_part_cell(parts.get(column)) for column in columns),
    )


def _total(summary: Summary) -> str:
    if summary.status is Status.WITHHELD:
        return words.WITHHELD
    if summary.status is Status.AWAITING_MARKER or summary.earned is None:
        return words.PENDING
    return words.write_number(summary.earned)


def _part_cell(part: PartSummary | None) -> PartCell:
    if part is None:
        return PartCell(Tone.OPEN, "", "", "")
    said = [words.SHORT_VERDICTS[part.verdict], *map(make_visible_line, part.mistakes)]
    return PartCell(
        tone=tone_of(part.verdict),
        mark=words.MARKS[part.verdict],
        said=", ".join(said),
        earned="–" if part.earned is None else words.write_number(part.earned),
    )
