"""A class's marks in a terminal: a row a part, narrow enough for 80 columns.

It counts; names of students and their mistakes are on the class page.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import mean, median

from rich.table import Column, Table
from rich.text import Text

from grader.course.totals import Totals, add_up, is_open
from grader.score import Verdict
from grader.sheet import Sheet
from grader.summary import PartSummary, Summary

_GROUPS = {
    "right": (Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH),
    "partly": (Verdict.PARTLY_RIGHT, Verdict.IMPRECISE),
    "wrong": (Verdict.WRONG, Verdict.WRONG_SHAPE, Verdict.UNREADABLE),
    "missing": (Verdict.MISSING,),
    "stopped": (Verdict.CRASHED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.SKIPPED),
    "to mark": (Verdict.AWAITING_MARKER,),
    "withheld": (Verdict.GRADER_ERROR,),
}
"""What a column counts; those of `_OPEN` are shown only where there is something to count."""

_OPEN = frozenset({"to mark", "withheld"})
"""Without a mark as yet: a person has to give it, or a fault of ours withholds it."""


def draw_class(sheet: Sheet, summaries: Sequence[Summary]) -> Table:
    """Draw a row for each part: its points, their mean, and how many students got which verdict."""
    columns = [[summary.parts[n] for summary in summaries] for n in range(len(sheet.parts))]
    counts = [_count(parts) for parts in columns]
    groups = [name for name in _GROUPS if name not in _OPEN or any(each[name] for each in counts)]
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
    for asked, parts, count in zip(sheet.parts, columns, counts, strict=True):
        earned = [part.earned for part in parts if part.earned is not None]
        table.add_row(
            asked.label,
            Text(asked.title, no_wrap=True, overflow="ellipsis"),
            f"{mean(earned):.2f}" if earned and not is_open(parts) else "–",
            f"{asked.points:g}",
            *(str(count[name]) if count[name] else "·" for name in groups),
        )
    return table


def tell_totals(summaries: Sequence[Summary]) -> str:
    """Say how the class did as a whole, over what is settled, and what that leaves out."""
    totals = add_up(summaries)
    students = "1 student" if len(summaries) == 1 else f"{len(summaries)} students"
    left_out = _tell_left_out(totals)
    if not totals.earned:
        return "\n".join([f"{students}, none with a mark.", *left_out])
    said = (
        f"{students}: mean {mean(totals.earned):.2f}, median {median(totals.earned):.2f} "
        f"of {totals.points:g} points."
    )
    return "\n".join([said, *left_out])


def _tell_left_out(totals: Totals) -> Iterator[str]:
    if totals.without:
        them = "it" if len(totals.without) == 1 else "them"
        labels = ", ".join(totals.without)
        yield f"Left out, since a person has still to mark {them}: {labels}."
    if totals.unsettled:
        are = "student is" if totals.unsettled == 1 else "students are"
        yield f"{totals.unsettled} {are} left out, a mark of whom is withheld or to be decided."


def _count(parts: Sequence[PartSummary]) -> Counter[str]:
    group_of = {verdict: name for name, verdicts in _GROUPS.items() for verdict in verdicts}
    return Counter(group_of[part.verdict] for part in parts)
