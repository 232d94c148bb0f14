"""How a report is told: as a mark, or in the words of whoever looked at it without marking.

A student's own check makes a report too, in which nothing has a mark; it brings its own words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from grader.exchange.plain import SETTLED, name_verdict, tell_mark, tell_total
from grader.results import PartResult, Report
from grader.score import Verdict


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of a report."""

    verdict: Callable[[PartResult], str]
    """What came of a part."""

    mark: Callable[[PartResult], str]
    """What it earned, or is worth."""

    total: Callable[[Report], str]
    """What it comes to."""

    quiet: frozenset[Verdict]
    """Verdicts of which there is nothing to explain."""

    def is_fine(self, part: PartResult) -> bool:
        """Whether there is nothing to mend in a part."""
        return part.verdict in self.quiet and (part.earned is None or part.earned >= part.points)


MARKED: Final = Telling(lambda part: name_verdict(part.verdict), tell_mark, tell_total, SETTLED)
"""The words of a report with marks."""
