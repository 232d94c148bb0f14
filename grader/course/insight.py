"""What the class page says beyond counting: statistics, shared wrong answers, what to look into."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.course.clusters import (
    Cluster,
    Tally,
    choose_clusters,
    load_examples,
    tally_answers,
)
from grader.course.flags import Flag, find_rivals, flag_part
from grader.course.statistics import ClassStatistics, PartStatistics, measure_class
from grader.record import Record
from grader.sheet import Sheet
from grader.summary import Summary


class PartInsight(Record, frozen=True):
    """One part."""

    statistics: PartStatistics
    flags: tuple[Flag, ...]
    rivals: tuple[tuple[Tally, Cluster], ...]
    """Wrong answers that are commoner than the right one."""

    clusters: tuple[Cluster, ...]
    """The largest, largest first."""


class Insight(Record, frozen=True):
    """A class."""

    statistics: ClassStatistics
    parts: tuple[PartInsight, ...]


def look_into(
    summaries: Sequence[Summary],
    uses: Mapping[str, Sequence[str]] | None = None,
    reports: Path | None = None,
) -> Insight:
    """Find out what a class's marks say.

    Args:
        summaries: The students, in the order of the class.
        uses: See `list_uses`.
        reports: The folder that the students' folders are in; without it no cluster has an example.
    """
    statistics = measure_class(summaries, uses)
    tallies = tally_answers(summaries)
    parts = []
    for part in statistics.parts:
        answers = tallies.get(part.id, ())
        clusters = choose_clusters(answers)
        if reports is not None:
            clusters = load_examples(clusters, reports)
        parts.append(PartInsight(part, flag_part(part), find_rivals(answers), clusters))
    return Insight(statistics, tuple(parts))


def list_uses(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """List, for the id of each part that builds on earlier ones, the labels of these."""
    labels = {asked.id: asked.label for asked in sheet}
    return {
        asked.id: tuple(labels[used] for used in asked.uses.values())
        for asked in sheet
        if asked.uses
    }
