"""Which wrong answers a class has in common.

Students who went the same way gave the same answer, however they wrote it. Such a cluster either
has a name, a misconception of the author's, or is waiting for one. Pure functions of summaries, but
for the one example that is read from a student's report.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from grader.record import Record, replace
from grader.report_json import load_report
from grader.results import AnswerResult
from grader.score import Verdict
from grader.summary import AnswerSummary, Summary

MOST_CLUSTERS: Final = 5
"""Of a part, the largest."""

_RIGHT = frozenset({Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH})
_NOT_GIVEN = frozenset(
    {Verdict.MISSING, Verdict.SKIPPED, Verdict.AWAITING_MARKER, Verdict.GRADER_ERROR}
)
"""Verdicts of answers that nothing was given to, or that nobody has judged."""


class Cluster(Record, frozen=True):
    """Equal wrong answers."""

    part: str
    """Its part's id."""

    answer: AnswerSummary
    """As one of the members gave it."""

    members: tuple[Summary, ...]
    """In the order of the class."""

    given: int
    """Students who gave any answer, right or wrong."""

    example: AnswerResult | None = None
    """One member's answer; None where no report can be read."""

    @property
    def is_named(self) -> bool:
        """Whether a misconception of the author's explains it."""
        return bool(self.answer.likely)


class Tally(Record, frozen=True):
    """What a class gave to one answer of a part."""

    name: str
    right: int
    given: int
    clusters: tuple[Cluster, ...]
    """All of them, the largest first; among equals those that have a name."""


def tally_answers(summaries: Sequence[Summary]) -> dict[str, tuple[Tally, ...]]:
    """Count what a class gave to each answer, by the id of its part.

    Args:
        summaries: The students, in the order of the class.
    """
    given: dict[tuple[str, str], list[tuple[Summary, AnswerSummary]]] = {}
    for summary in summaries:
        for part in summary.parts:
            for answer in part.answers:
                if answer.verdict not in _NOT_GIVEN:
                    given.setdefault((part.id, answer.name), []).append((summary, answer))
    found: dict[str, tuple[Tally, ...]] = {}
    for (part_id, name), pairs in given.items():
        right = sum(answer.verdict in _RIGHT for _, answer in pairs)
        tally = Tally(name, right, len(pairs), tuple(_cluster(part_id, pairs)))
        found[part_id] = (*found.get(part_id, ()), tally)
    return found


def _cluster(part_id: str, pairs: Sequence[tuple[Summary, AnswerSummary]]) -> list[Cluster]:
    groups: dict[tuple[str, ...], list[tuple[Summary, AnswerSummary]]] = {}
    for summary, answer in pairs:
        if answer.likely or answer.signature:
            # One named mistake may show in answers that differ, as by the precision they came in.
            key = ("named", *answer.likely) if answer.likely else ("", answer.signature)
            groups.setdefault(key, []).append((summary, answer))
    found = [
        Cluster(part_id, group[0][1], tuple(summary for summary, _ in group), len(pairs))
        for group in groups.values()
    ]
    return sorted(found, key=lambda each: (-len(each.members), not each.is_named))


def choose_clusters(tallies: Iterable[Tally]) -> tuple[Cluster, ...]:
    """Choose the largest clusters of a part: of two members and more, or of one and named."""
    every = [cluster for tally in tallies for cluster in tally.clusters]
    shared = [each for each in every if len(each.members) > 1 or each.is_named]
    shared.sort(key=lambda each: (-len(each.members), not each.is_named))
    return tuple(shared[:MOST_CLUSTERS])


def load_examples(clusters: Iterable[Cluster], reports: Path) -> tuple[Cluster, ...]:
    """Give each cluster one member's answer, from that student's report.

    Args:
        clusters: Those to be shown.
        reports: The folder that the students' folders are in.
    """
    return tuple(replace(each, example=_load_example(each, reports)) for each in clusters)


def _load_example(cluster: Cluster, reports: Path) -> AnswerResult | None:
    file = reports / cluster.members[0].folder / "report.json"
    try:
        report = load_report(file.read_bytes())
    except (OSError, ValueError):
        return None
    return next(
        (
            answer
            for part in report.parts
            for answer in part.answers
            if (part.id, answer.name) == (cluster.part, cluster.answer.name)
        ),
        None,
    )
