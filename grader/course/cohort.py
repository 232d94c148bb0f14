"""Mark a class: find its submissions, mark them, write what comes out.

The coordinator alone writes. A student's `report.json` is written last, so that where it is there,
everything of that student is; a run that was cut short goes on from what is there.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from grader.course.engine import run_jobs
from grader.course.folders import name_folders
from grader.course.insight import Insight, list_uses, look_into
from grader.course.job import Done, Failed, Job, Setup
from grader.course.marker import give_up, make_marking
from grader.course.write import hold_folder, write_atomically
from grader.errors import UsageError
from grader.grade.marking import Marking
from grader.record import Record, replace
from grader.sheet import Sheet
from grader.submission.load import find_submissions
from grader.summary import Summary


class Cohort(Record, frozen=True):
    """A class that was marked."""

    marking: Marking
    summaries: tuple[Summary, ...]
    """By student."""

    reused: int
    """How many reports of an earlier run still held."""

    failed: tuple[Failed, ...]
    """What we could not mark, and why."""

    strays: tuple[str, ...]
    """Folders with reports of students who are not among the submissions; left as they were."""

    passed_over: tuple[str, ...]
    """What else lies among the submissions; hostile."""


class ClassPages(Record, frozen=True):
    """How the files of a whole class are rendered."""

    index: Callable[[Sequence[Summary], Insight, Sheet], str]
    gradebook: Callable[[Sequence[Summary]], str]


def grade_cohort(
    setup: Setup,
    submissions: Path,
    pages: ClassPages,
    processes: int,
    progress: Callable[[int, int], None],
) -> Cohort:
    """Mark every submission in a folder.

    Args:
        setup: The assignment, where to write, and how.
        submissions: One folder, Python file, notebook or archive a student.
        pages: How the class page and the gradebook are rendered.
        processes: How many to mark at once.
        progress: Told how many of how many are done, and written.

    Raises:
        SpecError: The spec is wrong; nothing was marked.
        UsageError: There are no submissions, or what comes out cannot be written.
    """
    marking = make_marking(setup)
    jobs = _find_jobs(submissions)
    _check_apart(setup.out, submissions)
    summaries: list[Summary] = []
    failed: list[Failed] = []
    reused = 0
    with (
        hold_folder(setup.out),
        closing(run_jobs(setup, marking.key.digest, jobs, processes)) as results,
    ):
        progress(0, len(jobs))
        for result in results:
            if isinstance(result, Failed):
                failed.append(result)
            done = result if isinstance(result, Done) else give_up(marking, setup, result)
            reused += not done.report
            _write_student(setup.out, done)
            summaries.append(done.summary)
            progress(len(summaries), len(jobs))
        summaries.sort(key=lambda summary: (summary.student, summary.folder))
        insight = look_into(summaries, list_uses(marking.sheet), setup.out)
        index = pages.index(summaries, insight, marking.sheet)
        write_atomically(setup.out / "gradebook.csv", pages.gradebook(summaries))
        write_atomically(setup.out / "index.html", index)
    strays = _find_strays(setup.out, {job.folder for job in jobs})
    passed_over = _find_others(submissions, jobs)
    return Cohort(marking, tuple(summaries), reused, tuple(failed), strays, passed_over)


def _find_jobs(submissions: Path) -> list[Job]:
    """List what is to be marked, by student."""
    found = find_submissions(submissions)
    folders = name_folders(each.student for each in found)
    return [
        Job(replace(each, student=_as_text(each.student)), folders[each.student]) for each in found
    ]


def _as_text(student: str) -> str:
    r"""Write a name that is no Unicode so that it is: every byte that is off as ``\xNN``."""
    return os.fsencode(student).decode("utf-8", "backslashreplace")


def _check_apart(out: Path, submissions: Path) -> None:
    """Keep reports out of the submissions, where the next run would mark them as a student's."""
    if out.resolve().is_relative_to(submissions.resolve()):
        raise UsageError(
            f"{out}: wanted a folder outside the submissions, found one inside {submissions} "
            "(name another with -o)"
        )


def _write_student(out: Path, done: Done) -> None:
    if not done.report:
        return
    folder = out / done.job.folder
    write_atomically(folder / "report.html", done.page)
    write_atomically(folder / "report.json", done.report)


def _find_strays(out: Path, folders: set[str]) -> tuple[str, ...]:
    """Find the reports that belong to nobody any more. A mark is never deleted unasked."""
    return tuple(
        sorted(
            path.parent.name
            for path in out.glob("*/report.json")
            if path.parent.name not in folders
        )
    )


def _find_others(submissions: Path, jobs: Sequence[Job]) -> tuple[str, ...]:
    """Find what was taken for nobody's submission: notes, hidden folders, links."""
    ours = {job.found.path.name for job in jobs}
    return tuple(
        sorted(_as_text(path.name) for path in submissions.iterdir() if path.name not in ours)
    )
