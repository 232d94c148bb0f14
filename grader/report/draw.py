"""The geometry of the class page's pictures: numbers in, coordinates out, no markup."""

import math
from collections.abc import Sequence
from typing import Final

from grader.course.statistics import measure_spread
from grader.language import write_count
from grader.record import Record

WIDTH: Final = 720
"""Of the histogram's plot, in units of its own."""

HEIGHT: Final = 160
BINS: Final = 20
"""Bars, of 5 per cent each."""


class Bar(Record, frozen=True):
    """One bar: the students whose share of the points lies in a range."""

    low: int
    """In per cent; included."""

    high: int
    """In per cent; excluded, but for the last bar."""

    count: int
    x: float
    y: float
    width: float
    height: float


class Tick(Record, frozen=True):
    """A labelled place on an axis."""

    at: float
    text: str


class Histogram(Record, frozen=True):
    """How the totals are spread."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    median: float
    """As a share of all points, like all four."""

    lower: float
    upper: float
    mean: float
    median_x: float
    lower_x: float
    upper_x: float


def draw_histogram(shares: Sequence[float]) -> Histogram:
    """Lay out a histogram.

    Args:
        shares: Every known total as a share of all points, from 0 to 1; at least one.
    """
    found = [0] * BINS
    for share in shares:
        # Shares such as 0.15 lie a rounding error below the bar they open.
        found[min(max(math.floor(share * BINS + 1e-9), 0), BINS - 1)] += 1
    top = _round_up(max(found))
    spread = measure_spread(shares)
    return Histogram(
        bars=tuple(_bar(index, count, top) for index, count in enumerate(found)),
        ticks=tuple(Tick(WIDTH * part / 4, f"{25 * part} %") for part in range(5)),
        counts=tuple(
            Tick(round(HEIGHT - HEIGHT * count / top, 2), write_count(count))
            for count in range(0, top + 1, top // 2 if top % 2 == 0 else top)
        ),
        median=spread.median,
        lower=spread.lower,
        upper=spread.upper,
        mean=spread.mean,
        median_x=round(WIDTH * spread.median, 2),
        lower_x=round(WIDTH * spread.lower, 2),
        upper_x=round(WIDTH * spread.upper, 2),
    )


def _bar(index: int, count: int, top: int) -> Bar:
    step = WIDTH / BINS
    height = round(HEIGHT * count / top, 2)
    return Bar(
        low=index * 100 // BINS,
        high=(index + 1) * 100 // BINS,
        count=count,
        x=round(index * step + 1, 2),
        y=round(HEIGHT - height, 2),
        width=step - 2,
        height=height,
    )


def _round_up(most: int) -> int:
    """Find the next number at which an axis may end."""
    power = int("1" + "0" * (len(str(most)) - 1))
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= most)


class Whisker(Record, frozen=True):
    """A correlation with its interval on an axis from -1 to 1, which is `SPAN` wide."""

    at: float
    low: float
    width: float


SPAN: Final = 100


def draw_whisker(value: float, low: float, high: float) -> Whisker:
    """Lay out a correlation with its interval."""
    places = [round(SPAN * (each + 1) / 2, 1) for each in (value, low, high)]
    return Whisker(places[0], places[1], round(places[2] - places[1], 1))
