"""`grader grade`: mark a class."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from grader.course.cohort import ClassPages, Cohort, grade_cohort
from grader.course.job import Setup
from grader.exchange.gradebook import write_gradebook
from grader.report.class_page import render_class
from grader.report.publish import publish
from grader.sandbox.level import Level, probe, require
from grader.score import Verdict
from grader.spec.model import AssignmentFile
from grader.summary import Status, Summary


@click.command(short_help="Mark a class.")
@click.argument("assignment", type=click.Path(path_type=Path))
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Where reports go: OUT/index.html, OUT/gradebook.csv, OUT/STUDENT/report.html and .json.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    help="How many submissions to mark at once; one a core where none is given.",
)
@click.option(
    "--isolation",
    type=click.Choice([level.value for level in Level]),
    help="Refuse to run below this level of isolation. [default: kernel]",
)
@click.option("--fresh", is_flag=True, help="Mark everything again, whatever is there.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    help="Exit with 1 if the class's mean is below this percentage.",
)
def grade(  # noqa: PLR0913 - one for each option
    *,
    assignment: Path,
    submissions: Path,
    out: Path,
    jobs: int | None,
    isolation: str | None,
    fresh: bool,
    fail_under: float | None,
) -> int:
    """Mark every submission in the folder SUBMISSIONS by ASSIGNMENT.

    SUBMISSIONS holds one folder, or one .py file, a student. A run that is cut short goes on where
    it stopped: what was marked before is kept if neither the submission nor the spec has changed.

    \b
    Examples:
      grader grade problems/dsga1008-hw2 submissions/dsga1008-hw2
      grader grade problems/dsga1008-hw2 inbox -o out -j 8
    """  # noqa: D301 - \b keeps click from joining the lines
    console = Console()
    wanted = Level(isolation) if isolation else Level.KERNEL
    level = require(wanted).level if wanted is not Level.BASIC else probe().level
    setup = Setup(assignment, out, level, publish, fresh=fresh)

    def index(summaries: Sequence[Summary], head: AssignmentFile) -> str:
        return render_class(summaries, title=head.title, course=head.course, wanted=Level.KERNEL)

    with _progress(console) as bar:
        task = bar.add_task("Starting", total=None)
        cohort = grade_cohort(
            setup,
            submissions,
            ClassPages(index, write_gradebook),
            jobs or available_cores(),
            lambda done, total: bar.update(
                task, description="Marking", completed=done, total=total
            ),
        )
    _print_summary(console, cohort)
    console.print(f"Isolation: {level.value}. Class page: {out / 'index.html'}", soft_wrap=True)
    return _exit_code(cohort.summaries, fail_under)


def available_cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Rate(ProgressColumn):
    """Submissions a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


def _print_summary(console: Console, cohort: Cohort) -> None:
    """Print a row a part, and the class's total."""
    summaries = cohort.summaries
    table = Table(box=None, pad_edge=False, header_style="bold")
    for header in ("part", "", "points", "mean", "right", "commonest other verdicts"):
        table.add_column(
            header, justify="right" if header in ("points", "mean", "right") else "left"
        )
    for number, asked in enumerate(cohort.marking.assignment.parts):
        parts = [summary.parts[number] for summary in summaries]
        verdicts = Counter(part.verdict for part in parts)
        right = verdicts.pop(Verdict.RIGHT, 0) + verdicts.pop(Verdict.RIGHT_BY_FOLLOW_THROUGH, 0)
        earned = [part.earned for part in parts if part.earned is not None]
        others = ", ".join(f"{count} {verdict.value}" for verdict, count in verdicts.most_common(3))
        table.add_row(
            asked.label,
            asked.part.title,
            f"{asked.part.points:g}",
            f"{mean(earned):.2f}" if earned else "",
            str(right),
            others,
        )
    console.print(table)
    totals = [summary.earned for summary in summaries if summary.earned is not None]
    withheld = sum(summary.status is Status.WITHHELD for summary in summaries)
    if totals:
        console.print(
            f"\n{len(summaries)} students: mean {mean(totals):.2f}, median {median(totals):g} of "
            f"{cohort.marking.assignment.possible:g} points."
        )
    if cohort.reused:
        console.print(f"{cohort.reused} had not changed since they were marked, and were kept.")
    if withheld:
        console.print(
            f"{withheld} could not be marked through a fault of the grader's; their marks are "
            "withheld, and the class page names them.",
            style="bold red",
        )


def _exit_code(summaries: Sequence[Summary], fail_under: float | None) -> int:
    """Say how it went: 3 where a mark is withheld, 1 where the class is below what was asked."""
    if any(summary.status is Status.WITHHELD for summary in summaries):
        return 3
    totals = [s.earned / s.points * 100 for s in summaries if s.earned is not None and s.points]
    if fail_under is not None and (not totals or mean(totals) < fail_under):
        return 1
    return 0
