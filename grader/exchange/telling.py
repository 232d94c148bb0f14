"""How a report is told: as a mark, or in the words of whoever looked at it without marking.

A student's own check makes a report too, in which nothing has a mark; it brings its own words.
"""

from collections.abc import Callable
from typing import Final

from grader.exchange.plain import SETTLED, name_verdict, tell_mark, tell_total
from grader.record import Record
from grader.report import words
from grader.results import AnswerResult, PartResult, Report
from grader.score import Verdict


class Telling(Record, frozen=True):
    """The words of a report."""

    symbol: Callable[[PartResult], str]
    """One character for what came of a part."""

    verdict: Callable[[PartResult], str]
    """What came of it, in words."""

    answer: Callable[[AnswerResult], str]
    """What came of one of its answers, in words."""

    mark: Callable[[PartResult], str]
    """What it earned, or is worth."""

    total: Callable[[Report], str]
    """What it comes to."""

    quiet: frozenset[Verdict]
    """Verdicts of which there is nothing to explain."""

    def is_fine(self, part: PartResult) -> bool:
        """Whether there is nothing to mend in a part."""
        return part.verdict in self.quiet and (part.earned is None or part.earned >= part.points)


MARKED: Final = Telling(
    symbol=lambda part: words.MARKS[part.verdict],
    verdict=lambda part: name_verdict(part.verdict),
    answer=lambda answer: name_verdict(answer.verdict),
    mark=tell_mark,
    total=tell_total,
    quiet=SETTLED,
)
"""The words of a report with marks."""
