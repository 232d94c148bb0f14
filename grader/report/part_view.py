"""One part over a whole class: facility, verdicts, and the mistakes made most often."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from grader.report import words
from grader.report.tones import Tone, tone_of
from grader.score import Verdict
from grader.summary import PartSummary
from grader.visible import make_visible_line

MAX_MISTAKES: Final = 3
"""Named for each part, the commonest first."""


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How often a verdict was given."""

    tone: Tone
    mark: str
    verdict: str
    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part over the whole class."""

    label: str
    title: str
    points: str
    facility: str
    """In per cent, of those who answered; a dash where nobody did."""

    percent: float
    unanswered: int
    verdicts: tuple[VerdictCount, ...]
    mistakes: tuple[tuple[str, int], ...]


def view_part(parts: Sequence[PartSummary]) -> PartRow:
    """Count what a class made of a part.

    Args:
        parts: Every student's result; at least one.
    """
    first = parts[0]
    answered = [
        part.earned / part.points
        for part in parts
        if part.verdict is not Verdict.MISSING and part.earned is not None and part.points
    ]
    facility = fmean(answered) if answered else None
    counts = Counter(part.verdict for part in parts)
    mistakes = Counter(mistake for part in parts for mistake in part.mistakes)
    return PartRow(
        label=make_visible_line(first.label),
        title=make_visible_line(first.title),
        points=words.write_points(first.points),
        facility="–" if facility is None else words.write_percent(facility),
        percent=round(100 * (facility or 0), 1),
        unanswered=counts[Verdict.MISSING],
        verdicts=tuple(
            VerdictCount(
                tone=tone_of(verdict),
                mark=words.MARKS[verdict],
                verdict=words.SHORT_VERDICTS[verdict],
                count=counts[verdict],
                percent=round(100 * counts[verdict] / len(parts), 2),
            )
            for verdict in Verdict
            if counts[verdict]
        ),
        mistakes=tuple(
            (make_visible_line(name), number) for name, number in mistakes.most_common(MAX_MISTAKES)
        ),
    )
