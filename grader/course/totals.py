"""A class's totals while a person has still to mark some of it: over what is settled, and so said.

A part that a person marks has no mark as yet but of those who gave nothing that can be looked at. A
mean of these few says nothing of the class, so such a part is left out for everyone. Pure functions
of summaries.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from grader.record import Record
from grader.score import Verdict
from grader.summary import PartSummary, Status, Summary

_BY_PERSON: Final = frozenset({"text", "figure"})
"""Kinds that a person marks in every submission."""


class Totals(Record, frozen=True):
    """The totals of a class over the parts that count as yet."""

    earned: tuple[float, ...]
    """Of each student whose marks for all of these parts are settled."""

    possible: tuple[float, ...]
    """Of the same students; more than 0."""

    without: tuple[str, ...]
    """The labels of the parts that are left out, since a person has still to mark them."""

    unsettled: int
    """Students who are left out, since a mark of theirs is withheld or to be decided."""

    @property
    def shares(self) -> tuple[float, ...]:
        """Each total as a share of what it could be."""
        pairs = zip(self.earned, self.possible, strict=True)
        return tuple(earned / possible for earned, possible in pairs)

    @property
    def points(self) -> float:
        """What the parts that count are worth; 0 where nobody has a total."""
        return max(self.possible, default=0.0)


def add_up(summaries: Sequence[Summary]) -> Totals:
    """Add up what is settled.

    Args:
        summaries: The students, in any order.
    """
    labels = {part.id: part.label for summary in summaries for part in summary.parts}
    open_parts = {part.id for summary in summaries for part in summary.parts if _is_open(part)}
    found = [_add_up(summary, open_parts) for summary in summaries]
    known = [pair for pair in found if pair is not None and pair[1]]
    return Totals(
        tuple(earned for earned, _ in known),
        tuple(possible for _, possible in known),
        tuple(label for id_, label in labels.items() if id_ in open_parts),
        sum(pair is None for pair in found),
    )


def is_open(parts: Iterable[PartSummary]) -> bool:
    """Whether a person has still to mark some of a part that a person marks.

    Args:
        parts: One part, student by student.
    """
    return any(map(_is_open, parts))


def _is_open(part: PartSummary) -> bool:
    if part.verdict is not Verdict.AWAITING_MARKER:
        return False
    return any(each.awaits and each.points and each.kind in _BY_PERSON for each in part.answers)


def _add_up(summary: Summary, open_parts: AbstractSet[str]) -> tuple[float, float] | None:
    """Give points earned and possible; None where a mark that counts is not there."""
    counting = [part for part in summary.parts if part.id not in open_parts]
    earned = [part.earned for part in counting if part.earned is not None]
    if summary.status is Status.WITHHELD or len(earned) < len(counting):
        return None
    if len(counting) == len(summary.parts) and summary.earned is not None:
        return summary.earned, summary.points
    return round(sum(earned), 9), sum(part.points for part in counting)
