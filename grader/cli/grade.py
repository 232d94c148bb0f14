"""`grader grade`: mark a class."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

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
from rich.text import Text

from grader.cli.class_table import draw_class, tell_totals
from grader.course.cohort import ClassPages, Cohort, grade_cohort
from grader.course.insight import Insight
from grader.course.job import Setup
from grader.course.totals import add_up
from grader.exchange.gradebook import write_gradebook
from grader.report.class_page import render_class
from grader.report.publish import publish
from grader.sandbox.level import Level, probe, require
from grader.sheet import Sheet
from grader.summary import Status, Summary
from grader.visible import cut, make_visible_line

_MOST_FAULTS = 5
"""Of ours, told one by one; the class page links to all of them."""

_MOST_SAID = 300
_MOST_NAMED = 5
_MOST_NAME = 40


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
    help="Exit with 1 if the class's mean, of what no person has still to mark, is below this "
    "percentage.",
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

    SUBMISSIONS holds a folder, .py file, notebook or archive a student. A run that is cut short
    goes on where it stopped: what was marked before is kept if neither the submission nor the spec
    has changed. Nothing is ever deleted from OUT: reports of students who are gone stay, and are
    linked no more.

    \b
    Examples:
      grader grade problems/dsga1008-hw2 submissions/dsga1008-hw2
      grader grade problems/dsga1008-hw2 inbox -o out -j 8
    """  # noqa: D301 - \b keeps click from joining the lines
    wanted = Level(isolation) if isolation else Level.KERNEL
    level = require(wanted).level if wanted is not Level.BASIC else probe().level
    setup = Setup(assignment, out, level, publish, fresh=fresh)

    def index(summaries: Sequence[Summary], insight: Insight, sheet: Sheet) -> str:
        return render_class(
            summaries,
            insight,
            title=sheet.title,
            course=sheet.course,
            wanted=Level.KERNEL,
            language=sheet.language,
        )

    with _progress() as bar:
        task = bar.add_task("Starting", total=None)

        def progress(done: int, total: int) -> None:
            step = "Marking" if done else "Starting"  # the first one waits for torch
            bar.update(task, description=step, completed=done, total=total)

        pages = ClassPages(index, write_gradebook)
        try:
            cohort = grade_cohort(setup, submissions, pages, jobs or available_cores(), progress)
        except KeyboardInterrupt:
            bar.stop()
            click.echo(_tell_interrupted(bar.tasks[task]), err=True)
            return 130
    _print_outcome(cohort, out, level)
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


class _Output(Console):
    """Standard output; that nobody reads to its end is no failure of the marking."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def _progress() -> Progress:
    """Draw a bar, on a terminal only; beside the results, so that these can go to a file."""
    console = Console(stderr=True)
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
        disable=not console.is_terminal,
    )


def _tell_interrupted(task: Task) -> str:
    if task.total is None:
        return "Interrupted before anything was marked."
    return (
        f"Interrupted: {task.completed:.0f} of {task.total:.0f} are marked and kept; the same "
        "command goes on from there."
    )


def _print_outcome(cohort: Cohort, out: Path, level: Level) -> None:
    """Print how the class did, and where to read on; what went wrong goes to standard error."""
    console = _Output(markup=False, emoji=False, highlight=False)  # texts as they are
    console.print(draw_class(cohort.marking.sheet, cohort.summaries))
    console.print()
    console.print(tell_totals(cohort.summaries))
    if cohort.reused:
        console.print(f"{cohort.reused} had not changed since they were marked, and were kept.")
    if cohort.strays:
        console.print(
            f"{len(cohort.strays)} of the folders in {_shown(out)} belong to nobody in the "
            "submissions any more, and were left alone."
        )
    if cohort.passed_over:
        console.print(f"Passed over, as no submission: {_name_some(cohort.passed_over)}.")
    console.print(f"Isolation: {level.value}.")
    console.print(f"Class page: {_shown(out / 'index.html')}", soft_wrap=True)
    for failed in cohort.failed[:_MOST_FAULTS]:
        text = f"{failed.job.found.student}: not marked: {failed.reason}"
        text += f": {failed.detail}" if failed.detail else ""
        click.echo(cut(make_visible_line(text), _MOST_SAID), err=True)
    withheld = sum(summary.status is Status.WITHHELD for summary in cohort.summaries)
    if withheld:
        click.echo(
            f"{withheld} could not be marked in full through a fault of the grader's: their marks "
            "are withheld, the class page names them, and the same command marks them again.",
            err=True,
        )


def _name_some(names: Sequence[str]) -> str:
    """Name a few of many."""
    shown = ", ".join(cut(make_visible_line(name), _MOST_NAME) for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _shown(path: Path) -> str:
    """Write a path for the terminal; whoever named a folder may have been a stranger."""
    return make_visible_line(os.fsencode(path).decode("utf-8", "backslashreplace"))


def _exit_code(summaries: Sequence[Summary], fail_under: float | None) -> int:
    """Say how it went: 3 where a mark is withheld, 1 where the class is below what was asked."""
    if any(summary.status is Status.WITHHELD for summary in summaries):
        return 3
    shares = add_up(summaries).shares
    if fail_under is not None and (not shares or 100 * mean(shares) < fail_under):
        return 1
    return 0
