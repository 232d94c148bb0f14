"""What of a part an instructor should look into, by rules that a chance result does not trip."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from grader.course.clusters import Cluster, Tally
from grader.course.statistics import ENOUGH, PartStatistics

EASY: Final = 0.95
"""Facility above which a part tells nobody from anybody."""

GOOD: Final = 0.2
"""Item-rest correlation from which on a part is worth having.

Source:
    Ebel and Frisbie (1991), "Essentials of Educational Measurement": below it an item is poor.
"""

FEW: Final = 3
"""Students from whom on a shared wrong answer is no coincidence."""


class Flag(StrEnum):
    """A reason to look at a part."""

    KEY = "key"
    """Those who got the rest right got it wrong: its interval lies below 0."""

    EVERYONE = "everyone"
    """Nearly everyone got all its points."""

    LITTLE = "little"
    """It goes with the rest so little that it tells little: its interval lies below `GOOD`."""

    WELL = "well"
    """It goes well with the rest: its interval lies above `GOOD`."""


def flag_part(part: PartStatistics) -> tuple[Flag, ...]:
    """Name what is certain of a part; nothing in a class of fewer than `ENOUGH`.

    An estimate whose interval spans the limit says nothing either way.
    """
    flags = []
    if part.answered >= ENOUGH and part.facility is not None and part.facility > EASY:
        flags.append(Flag.EVERYONE)
    if part.item_rest is not None:
        if part.item_rest.high < 0:
            flags.append(Flag.KEY)
        elif part.item_rest.high < GOOD:
            flags.append(Flag.LITTLE)
        elif part.item_rest.low >= GOOD:
            flags.append(Flag.WELL)
    return tuple(flags)


def find_rivals(tallies: Iterable[Tally]) -> tuple[tuple[Tally, Cluster], ...]:
    """Find the wrong answers that are commoner than the right one: is it the key that is wrong?"""
    return tuple(
        (tally, tally.clusters[0])
        for tally in tallies
        if tally.clusters and len(tally.clusters[0].members) > max(tally.right, FEW - 1)
    )
