"""Shared wrong answers as the class page shows them: who gave one, what it looks like, its name."""

from typing import Final

from markupsafe import Markup

from grader.course.clusters import Cluster
from grader.course.insight import PartInsight
from grader.language import say
from grader.record import Record
from grader.report import class_words, markup, words
from grader.report.links import Link, link_student
from grader.report.snippet import write_snippet
from grader.report.tones import Tone, tone_of
from grader.results import AnswerResult, Exhibit, Grid
from grader.score import Verdict
from grader.visible import cut, make_visible, make_visible_line

MAX_MEMBERS: Final = 100
"""Students named in a cluster; the table, searched for it, holds all of them."""

MAX_LABEL: Final = 60
"""Characters of a cluster without a name that stand for it."""

MAX_LINES: Final = 24
MAX_LINE: Final = 160
"""Of an example."""

_BEFORE = 2
"""Columns of the table before the first part's: the name and the total."""

_STOPPED = frozenset(
    {
        Verdict.UNREADABLE,
        Verdict.CRASHED,
        Verdict.TIMED_OUT,
        Verdict.OUT_OF_MEMORY,
    }
)
"""Verdicts whose finding tells more than the answer, if there is one."""


class ClusterView(Record, frozen=True):
    """One shared wrong answer."""

    anchor: str
    name: str
    """Of the answer; empty where its part asks for one only."""

    shared: str
    label: str
    """The mistake's name, or what it looks like."""

    tone: Tone
    mark: str
    verdict: str
    """Empty where the label says it."""

    search: str
    """Finds its students in the table."""

    column: int
    """Of the table, where its part stands."""

    cause: Markup
    members: tuple[Link, ...]
    more: str
    found: str
    """What was found of one of them, where that tells more than the answer."""

    example: str
    """One of them, in lines of text."""

    example_by: Link
    snippet: str
    target: str
    """The answer that the snippet belongs to."""


class PartClusters(Record, frozen=True):
    """The shared wrong answers of one part."""

    label: str
    title: str
    clusters: tuple[ClusterView, ...]


def view_clusters(part: PartInsight, place: int) -> PartClusters:
    """Prepare the shared wrong answers of a part.

    Args:
        part: What is known of it.
        place: Its place in the homework, for the anchors.
    """
    names = {cluster.answer.name for cluster in part.clusters}
    return PartClusters(
        label=make_visible_line(part.statistics.label),
        title=make_visible_line(part.statistics.title),
        clusters=tuple(
            _view(cluster, place, rank, is_alone=len(names) == 1)
            for rank, cluster in enumerate(part.clusters)
        ),
    )


def name_anchor(place: int, rank: int) -> str:
    """Name the place of a cluster on the page."""
    return f"shared-{place + 1}-{rank + 1}"


def name_search(cluster: Cluster) -> str:
    """Name what finds the members of a cluster in the table of students."""
    answer = cluster.answer
    if answer.likely:
        return make_visible_line(answer.misconception or answer.likely[0])
    return make_visible_line(answer.signature[:6])


def label_cluster(cluster: Cluster) -> str:
    """Name a cluster: by its misconception, or by what it looks like."""
    answer, example = cluster.answer, cluster.example
    if cluster.is_named:
        return make_visible_line(" / ".join(answer.likely))
    if answer.misconception:
        return make_visible_line(answer.misconception)
    # Of values that could not be read, only what was wanted is the same.
    if example is None or answer.verdict is Verdict.UNREADABLE:
        return say(words.SHORT_VERDICTS[answer.verdict])
    if answer.verdict in _STOPPED or example.given is None:
        return cut(make_visible_line(example.feedback.found.replace("`", "")), MAX_LABEL)
    return cut(make_visible_line(_one_line(example.given)), MAX_LABEL)


def _view(cluster: Cluster, place: int, rank: int, *, is_alone: bool) -> ClusterView:
    answer, example = cluster.answer, cluster.example
    members = len(cluster.members)
    label, verdict = label_cluster(cluster), say(words.SHORT_VERDICTS[answer.verdict])
    return ClusterView(
        anchor=name_anchor(place, rank),
        name="" if is_alone else make_visible_line(answer.name),
        shared=class_words.tell_shared(members, cluster.given),
        label=label,
        tone=tone_of(answer.verdict),
        mark=words.MARKS[answer.verdict],
        verdict="" if label == verdict else verdict,
        search=name_search(cluster),
        column=place + _BEFORE,
        cause=markup.prose_inline(example.feedback.cause) if example else markup.NOTHING,
        members=tuple(link_student(summary) for summary in cluster.members[:MAX_MEMBERS]),
        more=class_words.tell_more(members - MAX_MEMBERS) if members > MAX_MEMBERS else "",
        found=make_visible_line(example.feedback.found) if example and _is_told(example) else "",
        example=_write_example(example) if example else "",
        example_by=link_student(cluster.members[0], cluster.part),
        snippet=write_snippet(cluster),
        target=make_visible_line(answer.name),
    )


def _is_told(answer: AnswerResult) -> bool:
    return answer.verdict in _STOPPED or answer.given is None


def _write_example(answer: AnswerResult) -> str:
    """Write one answer as lines of text: its code, or its value."""
    lines: list[str] = []
    if answer.excerpt is not None:
        lines += [make_visible(line) for line in answer.excerpt.lines]
    elif answer.given is not None:
        lines += _lines(answer.given)
    shown = [cut(line, MAX_LINE) for line in lines[:MAX_LINES]]
    return "\n".join([*shown, "…"] if len(lines) > MAX_LINES else shown)


def _lines(exhibit: Exhibit) -> list[str]:
    if not isinstance(exhibit, Grid):
        return make_visible(exhibit.text).split("\n")
    cells = [[make_visible_line(cell) for cell in row] for row in exhibit.rows]
    width = max((len(cell) for row in cells for cell in row), default=0)
    lines = ["  ".join(cell.rjust(width) for cell in row) for row in cells]
    return [*lines, make_visible_line(exhibit.note)] if exhibit.note else lines


def _one_line(exhibit: Exhibit) -> str:
    if not isinstance(exhibit, Grid):
        return exhibit.text
    rows = [", ".join(row) for row in exhibit.rows[:8]]
    return "; ".join(rows)
