"""The class page as data: everything is decided here, and the template only places it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from grader.course.flags import Flag
from grader.course.insight import Insight
from grader.course.totals import Totals
from grader.language import say
from grader.record import Record
from grader.report import class_words, words
from grader.report.cluster_view import PartClusters, label_cluster, name_anchor, view_clusters
from grader.report.draw import Histogram, draw_histogram
from grader.report.links import Link, link_student
from grader.report.part_view import PartRow, name_row, view_part
from grader.report.student_rows import StudentRow, VerdictMark, view_marks, view_students
from grader.sandbox.level import Level
from grader.score import Verdict
from grader.summary import Summary
from grader.visible import make_visible_line

MAX_LINKS: Final = 12
"""Students named in a list of what needs a person; the table below holds all of them."""


class Task(Record, frozen=True):
    """Something that needs a person."""

    text: str
    links: tuple[Link, ...]
    more: str = ""


class ClassView(Record, frozen=True):
    """The class page."""

    homework: str
    title: str
    size: str
    isolation: str
    warning: str
    possible: str
    table_rem: float
    """The least width of the table of students."""

    tasks: tuple[Task, ...]
    histogram: Histogram | None
    axis: str
    settled: str
    """What the totals leave out; empty where they are whole."""

    facts: tuple[tuple[str, str, str], ...]
    """Name, value, and what of the picture shows it."""

    bars: tuple[tuple[str, int], ...]
    compared: str
    has_rest: bool
    """Whether there are so many students that correlations are given."""

    parts: tuple[PartRow, ...]
    clusters: tuple[PartClusters, ...]
    groups: tuple[tuple[StudentRow, ...], ...]
    is_long: bool
    """Whether there are so many that a browser should not lay out all of them at once."""

    marks: tuple[VerdictMark, ...]


def view_class(
    summaries: Sequence[Summary], insight: Insight, *, title: str, course: str, wanted: Level
) -> ClassView:
    """Decide everything that the class page shows.

    Args:
        summaries: The students, in the order of the table.
        insight: What is known of them.
        title: Of the homework.
        course: May be empty.
        wanted: The isolation level that a class ought to run at.
    """
    totals = insight.statistics.totals
    histogram = draw_histogram(totals.shares) if totals.shares else None
    groups = view_students(summaries, insight)
    clusters = [view_clusters(part, place) for place, part in enumerate(insight.parts)]
    return ClassView(
        homework=make_visible_line(course),
        title=make_visible_line(title),
        size=class_words.count_submissions(len(summaries)),
        isolation=_isolation(summaries),
        warning=say(class_words.WEAK_ISOLATION) if _is_weak(summaries, wanted) else "",
        possible=words.of_points(summaries[0].points) if summaries else "",
        table_rem=23 + 4.5 * len(insight.parts),
        tasks=(*_open_tasks(summaries), *_doubts(insight)),
        histogram=histogram,
        axis=say(class_words.SETTLED_AXIS if totals.without else class_words.TOTAL_AXIS),
        settled=_settled(totals),
        facts=_facts(histogram, insight),
        bars=_bars(histogram),
        compared=class_words.tell_compared(insight.statistics.compared),
        has_rest=any(part.statistics.item_rest is not None for part in insight.parts),
        parts=tuple(view_part(part, place) for place, part in enumerate(insight.parts)),
        clusters=tuple(each for each in clusters if each.clusters),
        groups=groups,
        is_long=len(groups) > 1,
        marks=view_marks(summaries),
    )


def _settled(totals: Totals) -> str:
    """Say of what the totals are, where they are not of everything and everybody."""
    said = []
    if totals.without:
        labels = ", ".join(map(make_visible_line, totals.without))
        said.append(class_words.tell_without(labels, totals.points))
    if totals.unsettled:
        said.append(class_words.tell_unsettled(totals.unsettled))
    return " ".join(said)


def _isolation(summaries: Sequence[Summary]) -> str:
    levels = Counter(summary.isolation for summary in summaries)
    return ", ".join(
        class_words.tell_isolation(make_visible_line(level), number, len(summaries))
        for level, number in levels.most_common()
    )


def _is_weak(summaries: Iterable[Summary], wanted: Level) -> bool:
    """Whether code ran less firmly walled off than wanted; an unknown level counts as weak."""
    levels = {summary.isolation for summary in summaries}
    return any(level not in set(Level) or not Level(level).gives(wanted) for level in levels)


def _open_tasks(summaries: Sequence[Summary]) -> Iterator[Task]:
    """List what is not marked, and who answered nothing."""
    faults: dict[str, list[Link]] = {}
    waiting: dict[str, list[Link]] = {}
    for summary in summaries:
        for part in summary.parts:
            label = f"{make_visible_line(part.label)} {make_visible_line(part.title)}"
            if part.verdict is Verdict.GRADER_ERROR:
                faults.setdefault(label, []).append(link_student(summary, part.id))
            if part.awaiting:
                waiting.setdefault(label, []).append(link_student(summary, part.id))
    empty = [link_student(each) for each in summaries if _is_empty(each)]
    if empty:
        said = f"{class_words.count_submissions(len(empty))} {say(class_words.EMPTY)}"
        yield _task(said, empty)
    for group, text in ((faults, class_words.GRADER_FAULTS), (waiting, class_words.AWAITING)):
        for label, links in group.items():
            said = f"{label}: {class_words.count_submissions(len(links))} {say(text)}"
            yield _task(said, links)


def _task(said: str, links: Sequence[Link]) -> Task:
    """Name some students of many."""
    more = class_words.tell_more(len(links) - MAX_LINKS) if len(links) > MAX_LINKS else ""
    return Task(said, tuple(links[:MAX_LINKS]), more)


def _is_empty(summary: Summary) -> bool:
    """Whether nothing was answered at all, as where another file was handed in."""
    return bool(summary.parts) and all(p.verdict is Verdict.MISSING for p in summary.parts)


def _doubts(insight: Insight) -> Iterator[Task]:
    """List the parts whose key or wording may be wrong."""
    for place, part in enumerate(insight.parts):
        shown = part.statistics
        label = f"{make_visible_line(shown.label)} {make_visible_line(shown.title)}"
        row = Link(say(class_words.SEE_PART), f"#{name_row(place)}")
        for tally, cluster in part.rivals:
            said = class_words.tell_rival(len(cluster.members), tally.right)
            links = [
                Link(label_cluster(each), f"#{name_anchor(place, rank)}")
                for rank, each in enumerate(part.clusters)
                if each.answer == cluster.answer
            ]
            yield Task(f"{label}: {said}", tuple(links) or (row,))
        if Flag.KEY in part.flags:
            yield Task(f"{label}: {say(class_words.NEGATIVE)}", (row,))


def _facts(histogram: Histogram | None, insight: Insight) -> tuple[tuple[str, str, str], ...]:
    if histogram is None:
        return ()
    write = class_words.write_percent
    half = say("{low} to {high}", low=write(histogram.lower), high=write(histogram.upper))
    facts = [
        (say(class_words.MEDIAN), write(histogram.median), "median"),
        (say(class_words.QUARTILES), half, "half"),
        (say(class_words.MEAN), write(histogram.mean), "mean"),
    ]
    alpha = insight.statistics.alpha
    if alpha is not None:
        value = class_words.write_correlation(alpha.value)
        facts.append(
            (say(class_words.ALPHA), f"{value} ({class_words.tell_interval(alpha)})", "alpha")
        )
    return tuple(facts)


def _bars(histogram: Histogram | None) -> tuple[tuple[str, int], ...]:
    bars = histogram.bars if histogram else ()
    return tuple(
        (class_words.tell_bin(bar.low, bar.high, last=bar is bars[-1]), bar.count) for bar in bars
    )
