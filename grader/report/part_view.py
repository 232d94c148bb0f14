"""One part over a whole class, as a row: how hard it was, what it tells apart, what it got."""

from typing import Final

from grader.course.flags import Flag
from grader.course.insight import PartInsight
from grader.course.statistics import Estimate, PartStatistics
from grader.language import say
from grader.record import Record
from grader.report import class_words, words
from grader.report.cluster_view import label_cluster, name_anchor
from grader.report.draw import Whisker, draw_whisker
from grader.report.links import Link
from grader.report.tones import Tone, tone_of
from grader.score import Verdict
from grader.visible import cut, make_visible_line

MAX_SHARED: Final = 3
"""Shared wrong answers named in a row, the commonest first."""

MAX_LABEL: Final = 36
"""Characters of their names."""

_FLAG_TONES: Final = {
    Flag.KEY: Tone.WRONG,
    Flag.LITTLE: Tone.PARTLY,
    Flag.WELL: Tone.RIGHT,
}


class VerdictCount(Record, frozen=True):
    """How often a verdict was given, and its stretch of the bar."""

    tone: Tone
    mark: str
    verdict: str
    count: int
    start: float
    percent: float


class ItemRest(Record, frozen=True):
    """How well a part goes with the rest."""

    value: str
    interval: str
    tone: str
    said: str
    """Both empty where nothing is certain."""

    whisker: Whisker


class PartRow(Record, frozen=True):
    """A part over the whole class."""

    anchor: str
    label: str
    title: str
    points: str
    uses: str
    facility: str
    """In per cent, of those who answered; a dash where nobody did."""

    percent: float
    answered: str
    of_all: str
    awaiting: str
    """How many a person has still to mark; empty where there are none."""

    unanswered: int
    item_rest: ItemRest | None
    easy: str
    """Said where everyone got it."""

    time: str
    longest: str
    verdicts: tuple[VerdictCount, ...]
    shared: tuple[tuple[int, Link], ...]


def view_part(part: PartInsight, place: int) -> PartRow:
    """Prepare what a class made of a part.

    Args:
        part: What is known of it.
        place: Its place in the homework, for the anchors.
    """
    measured = part.statistics
    facility, seconds = measured.facility, measured.seconds
    is_known = measured.facility_of_all is not None
    return PartRow(
        anchor=name_row(place),
        label=make_visible_line(measured.label),
        title=make_visible_line(measured.title),
        points=words.write_points(measured.points),
        uses=class_words.tell_uses(", ".join(measured.uses)) if measured.uses else "",
        facility="–" if facility is None else class_words.write_percent(facility),
        percent=round(100 * (facility or 0), 1),
        answered=class_words.tell_answered(measured.answered) if is_known else "",
        of_all=class_words.tell_of_all(measured.facility_of_all or 0) if is_known else "",
        awaiting=class_words.tell_awaiting(measured.awaiting) if measured.awaiting else "",
        unanswered=measured.unanswered,
        item_rest=_item_rest(measured.item_rest, part.flags) if measured.item_rest else None,
        easy=say(class_words.FLAGS[Flag.EVERYONE]) if Flag.EVERYONE in part.flags else "",
        time=class_words.write_seconds(seconds.median) if seconds else "",
        longest=class_words.tell_times(seconds) if seconds else "",
        verdicts=_verdicts(measured),
        shared=tuple(
            (
                len(cluster.members),
                Link(cut(label_cluster(cluster), MAX_LABEL), f"#{name_anchor(place, rank)}"),
            )
            for rank, cluster in enumerate(part.clusters[:MAX_SHARED])
        ),
    )


def name_row(place: int) -> str:
    """Name the place of a part's row on the page."""
    return f"part-{place + 1}"


def _item_rest(estimate: Estimate, flags: tuple[Flag, ...]) -> ItemRest:
    certain = next((flag for flag in flags if flag in _FLAG_TONES), None)
    return ItemRest(
        value=class_words.write_correlation(estimate.value),
        interval=class_words.tell_interval(estimate),
        tone=_FLAG_TONES[certain] if certain else "",
        said=say(class_words.FLAGS[certain]) if certain else "",
        whisker=draw_whisker(estimate.value, estimate.low, estimate.high),
    )


def _verdicts(measured: PartStatistics) -> tuple[VerdictCount, ...]:
    total = sum(measured.verdicts.values())
    found: list[VerdictCount] = []
    so_far = 0
    for verdict in Verdict:
        count = measured.verdicts.get(verdict, 0)
        if not count:
            continue
        found.append(
            VerdictCount(
                tone=tone_of(verdict),
                mark=words.MARKS[verdict],
                verdict=say(words.SHORT_VERDICTS[verdict]),
                count=count,
                start=round(100 * so_far / total, 2),
                percent=round(100 * count / total, 2),
            )
        )
        so_far += count
    return tuple(found)
