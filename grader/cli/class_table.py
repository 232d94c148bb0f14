"""A class's marks in a terminal: a row a part, narrow enough for 80 columns.

It counts; names of students and their mistakes are on the class page.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import mean, median

from rich.table import Column, Table
from rich.text import Text

from grader.score import Verdict
from grader.spec.assignment import Assignment
from grader.summary import PartSummary, Summary

_GROUPS = {
    "right": (Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH),
    "partly": (Verdict.PARTLY_RIGHT, Verdict.IMPRECISE),
    "wrong": (Verdict.WRONG, Verdict.WRONG_SHAPE, Verdict.UNREADABLE),
    "missing": (Verdict.MISSING,),
    "stopped": (Verdict.CRASHED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.SKIPPED),
    "open": (Verdict.AWAITING_MARKER, Verdict.GRADER_ERROR),
}
"""What a column counts. `open` is without a mark as yet, and shown only where there is one."""


def draw_class(assignment: Assignment, summaries: Sequence[Summary]) -> Table:
    """Draw a row for each part: its points, their mean, and how many students got which verdict."""
    columns = [[summary.parts[n] for summary in summaries] for n in range(len(assignment.parts))]
    counts = [_count(parts) for parts in columns]
    groups = [name for name in _GROUPS if name != "open" or any(each["open"] for each in counts)]
    table = Table(
        Column("part", no_wrap=True),
        Column(),  # the one that gives way where there is little room
        Column("mean", justify="right", no_wrap=True),
        Column("of", justify="right", no_wrap=True),
        *(Column(name, justify="right", no_wrap=True) for name in groups),
        box=None,
        pad_edge=False,
        header_style="bold",
    )
    for asked, parts, count in zip(assignment.parts, columns, counts, strict=True):
        earned = [part.earned for part in parts if part.earned is not None]
        table.add_row(
            asked.label,
            Text(asked.part.title, no_wrap=True, overflow="ellipsis"),
            f"{mean(earned):.2f}" if earned else "–",
            f"{asked.part.points:g}",
            *(str(count[name]) if count[name] else "·" for name in groups),
        )
    return table


def tell_totals(assignment: Assignment, summaries: Sequence[Summary]) -> str:
    """Say how the class did as a whole."""
    totals = [summary.earned for summary in summaries if summary.earned is not None]
    students = "1 student" if len(summaries) == 1 else f"{len(summaries)} students"
    if not totals:
        return f"{students}, none with a mark."
    return (
        f"{students}: mean {mean(totals):.2f}, median {median(totals):.2f} "
        f"of {assignment.possible:g} points."
    )


def _count(parts: Sequence[PartSummary]) -> Counter[str]:
    group_of = {verdict: name for name, verdicts in _GROUPS.items() for verdict in verdicts}
    return Counter(group_of[part.verdict] for part in parts)
