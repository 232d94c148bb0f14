"""Mark a class: find its submissions, mark them, write what comes out.

The coordinator alone writes. A student's `report.json` is written last, so that where it is there,
everything of that student is; a run that was cut short goes on from what is there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course.engine import run_jobs
from grader.course.folders import name_folders
from grader.course.job import Done, Job, Setup
from grader.course.marker import give_up, make_marking
from grader.course.write import write_atomically
from grader.grade.marking import Marking
from grader.spec.model import AssignmentFile
from grader.submission.load import find_submissions
from grader.summary import Summary


@dataclass(frozen=True, slots=True)
class Cohort:
    """A class that was marked."""

    marking: Marking
    summaries: tuple[Summary, ...]
    """By student."""

    reused: int
    """How many reports of an earlier run still held."""


@dataclass(frozen=True, slots=True)
class ClassPages:
    """How the files of a whole class are rendered."""

    index: Callable[[Sequence[Summary], AssignmentFile], str]
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
        submissions: One folder or one Python file a student.
        pages: How the class page and the gradebook are rendered.
        processes: How many to mark at once.
        progress: Told how many of how many are done.

    Raises:
        SpecError: The spec is wrong; nothing was marked.
        UsageError: There are no submissions.
    """
    marking = make_marking(setup)
    found = find_submissions(submissions)
    folders = name_folders(each.student for each in found)
    jobs = [Job(each, folders[each.student]) for each in found]
    summaries: list[Summary] = []
    reused = 0
    progress(0, len(jobs))
    for result in run_jobs(setup, jobs, processes):
        done = result if isinstance(result, Done) else give_up(marking, setup, result)
        reused += not done.report
        _write_student(setup.out, done)
        summaries.append(done.summary)
        progress(len(summaries), len(jobs))
    summaries.sort(key=lambda summary: summary.student)
    write_atomically(setup.out / "gradebook.csv", pages.gradebook(summaries))
    write_atomically(setup.out / "index.html", pages.index(summaries, marking.assignment.head))
    return Cohort(marking, tuple(summaries), reused)


def _write_student(out: Path, done: Done) -> None:
    if not done.report:
        return
    folder = out / done.job.folder
    write_atomically(folder / "report.html", done.page)
    write_atomically(folder / "report.json", done.report)
