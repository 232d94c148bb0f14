"""What a class's marks say about the homework: how hard each part was, and what it tells apart.

Pure functions of summaries. A small class says little, so every estimate comes with its interval,
and below `ENOUGH` students there is none. A part nobody answered and a part nobody got right are
different things: both are counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median, quantiles
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.course.totals import Totals, add_up, is_open
from grader.record import Record
from grader.score import Verdict
from grader.summary import PartSummary, Summary

ENOUGH: Final = 30
"""Students from whom on a correlation is given: with 30, one of 0.3 may still be 0 or 0.6."""

Z: Final = 1.959963984540054
"""The normal deviate of a 95 % interval."""


Scores = NDArray[np.float64]


class Estimate(Record, frozen=True):
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


class Spread(Record, frozen=True):
    """How numbers are spread."""

    lower: float
    """A quarter of them lie below."""

    median: float
    upper: float
    """A quarter of them lie above."""

    mean: float
    largest: float


class PartStatistics(Record, frozen=True):
    """One part over a class."""

    id: str
    label: str
    title: str
    points: float
    verdicts: Mapping[Verdict, int]
    """How often each was given; only those that were."""

    answered: int
    """Students who gave something and have a mark for it."""

    unanswered: int
    awaiting: int
    """Students whose points a person has still to give."""

    facility: float | None
    """The mean share of the points of those who answered; None where nobody did, or where a person
    has still to mark some of a part that a person marks."""

    facility_of_all: float | None
    """The same with nothing for those who did not."""

    item_rest: Estimate | None
    """How well the part goes with the rest of the homework."""

    seconds: Spread | None
    """What its calls took, of those students whose code was called."""

    uses: tuple[str, ...]
    """The earlier parts that it builds on."""


class ClassStatistics(Record, frozen=True):
    """A whole class."""

    totals: Totals

    alpha: Estimate | None
    """Cronbach's alpha: how far the parts measure one thing."""

    compared: int
    """Students that the correlations are of."""

    parts: tuple[PartStatistics, ...]


def measure_class(
    summaries: Sequence[Summary], uses: Mapping[str, Sequence[str]] | None = None
) -> ClassStatistics:
    """Measure a class.

    Args:
        summaries: The students, in any order.
        uses: For the id of a part, the labels of the earlier parts that it builds on.
    """
    columns = group_parts(summaries)
    ids, scores = _score_table(summaries, columns)
    correlations = dict(zip(ids, correlate_with_rest(scores), strict=True))
    return ClassStatistics(
        totals=add_up(summaries),
        alpha=estimate_alpha(scores),
        compared=len(scores),
        parts=tuple(
            _measure_part(parts, correlations.get(id_), tuple((uses or {}).get(id_, ())))
            for id_, parts in columns.items()
        ),
    )


def group_parts(summaries: Iterable[Summary]) -> dict[str, list[PartSummary]]:
    """Every part's results over the class, by its id, in the order of the homework."""
    columns: dict[str, list[PartSummary]] = {}
    for summary in summaries:
        for part in summary.parts:
            columns.setdefault(part.id, []).append(part)
    return columns


def measure_spread(numbers: Sequence[float]) -> Spread:
    """Measure how numbers are spread; there is at least one.

    Source:
        Hyndman and Fan (1996), "Sample Quantiles in Statistical Packages", definition 7, which is
        NumPy's and R's.
    """
    single = [numbers[0]] * 3
    quarters = quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else single
    return Spread(quarters[0], median(numbers), quarters[2], fmean(numbers), max(numbers))


def correlate_with_rest(scores: Scores) -> list[Estimate | None]:
    """Correlate each part with the sum of all others.

    The sum leaves the part itself out: in a homework of few parts, a part of pure noise would
    otherwise seem to go well with a total that is partly made of it.

    Args:
        scores: Points, shape (students, parts).

    Returns:
        For each part None where there are too few students, or nothing varies.

    Source:
        Henrysson (1963), "Correction of item-total correlations in item analysis"; the interval is
        Fisher's (1921), by the inverse hyperbolic tangent.
    """
    students, parts = scores.shape
    if students < ENOUGH or parts < 2:
        return [None] * parts
    rest = scores.sum(axis=1, keepdims=True) - scores
    own, other = scores - scores.mean(axis=0), rest - rest.mean(axis=0)
    scale = np.sqrt((own**2).sum(axis=0) * (other**2).sum(axis=0))
    shared = (own * other).sum(axis=0)
    varies = (np.ptp(scores, axis=0) > _SAME) & (np.ptp(rest, axis=0) > _SAME)
    return [
        _fisher(float(up / down), students) if is_one else None
        for up, down, is_one in zip(shared, scale, varies, strict=True)
    ]


_SAME = 1e-9
"""Sums of points that differ by less are the same, but for rounding."""


def _fisher(correlation: float, students: int) -> Estimate:
    certain = 1 - 1e-12
    middle = np.arctanh(min(max(correlation, -certain), certain))
    reach = Z / np.sqrt(students - 3)
    return Estimate(correlation, float(np.tanh(middle - reach)), float(np.tanh(middle + reach)))


def estimate_alpha(scores: Scores) -> Estimate | None:
    """Estimate Cronbach's alpha.

    Args:
        scores: Points, shape (students, parts).

    Returns:
        None where there are too few students or parts, or everybody has the same total.

    Source:
        Cronbach (1951), "Coefficient alpha and the internal structure of tests"; the interval is
        Bonett's (2002), "Sample size requirements for testing and estimating coefficient alpha":
        ``ln(1 - alpha)`` is normal with variance ``2k / ((k - 1)(n - 2))``.
    """
    students, parts = scores.shape
    total = scores.sum(axis=1)
    if students < ENOUGH or parts < 2 or np.ptp(total) <= _SAME:
        return None
    inner = scores.var(axis=0).sum() / total.var()
    alpha = parts / (parts - 1) * (1 - inner)
    missed = np.log(max(1 - alpha, 1e-12))
    reach = Z * np.sqrt(2 * parts / ((parts - 1) * (students - 2)))
    low, high = 1 - np.exp(missed + reach), 1 - np.exp(missed - reach)
    return Estimate(float(alpha), float(low), float(high))


def _score_table(
    summaries: Sequence[Summary], columns: Mapping[str, Sequence[PartSummary]]
) -> tuple[list[str], Scores]:
    """Put into a table what can be compared: the parts' ids, and points, (students, parts).

    Left out are parts that a person has still to mark for someone, students with a part that we
    failed to mark, and students who answered nothing: they say nothing of any part.
    """
    ids = [
        id_
        for id_, parts in columns.items()
        if parts[0].points and not any(p.verdict is Verdict.AWAITING_MARKER for p in parts)
    ]
    rows = []
    for summary in summaries:
        found = {part.id: part.earned for part in summary.parts}
        row = [found.get(id_) for id_ in ids]
        is_there = any(part.verdict is not Verdict.MISSING for part in summary.parts)
        if is_there and None not in row:
            rows.append(row)
    return ids, np.array(rows, np.float64).reshape(len(rows), len(ids))


def _measure_part(
    parts: Sequence[PartSummary], item_rest: Estimate | None, uses: tuple[str, ...]
) -> PartStatistics:
    first = parts[0]
    marked = [part for part in parts if part.earned is not None and part.points]
    shares = [(part.earned or 0) / part.points for part in marked]
    answered = [
        share
        for part, share in zip(marked, shares, strict=True)
        if part.verdict is not Verdict.MISSING
    ]
    times = [part.seconds for part in parts if part.seconds is not None]
    is_known = not is_open(parts)
    return PartStatistics(
        id=first.id,
        label=first.label,
        title=first.title,
        points=first.points,
        verdicts=Counter(part.verdict for part in parts),
        answered=len(answered),
        unanswered=sum(part.verdict is Verdict.MISSING for part in parts),
        awaiting=sum(part.verdict is Verdict.AWAITING_MARKER for part in parts),
        facility=fmean(answered) if answered and is_known else None,
        facility_of_all=fmean(shares) if shares and is_known else None,
        item_rest=item_rest,
        seconds=measure_spread(times) if times else None,
        uses=uses,
    )
