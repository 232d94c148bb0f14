"""A marking process: it holds one worker, and marks the submissions that it is sent.

A fault of ours in one submission is reported and costs no other one.
"""

import functools
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import ValidationError

import grader
from grader.course.job import Done, Failed, Job, Result, Setup
from grader.errors import GraderError
from grader.grade.marking import Marking
from grader.grade.submission import grade_submission
from grader.grade.withheld import withhold
from grader.oracle.cache import load_answer_key, spec_digest
from grader.oracle.second_look import LazyOracle
from grader.results import Report
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.spec.load import load_assignment
from grader.submission.load import load_submission
from grader.submission.model import Submission


def make_marking(setup: Setup) -> Marking:
    """Load the assignment and its answer key.

    Raises:
        SpecError: The spec is wrong.
    """
    assignment = load_assignment(setup.assignment)
    key = load_answer_key(assignment, setup.cache)
    oracle = LazyOracle(assignment)
    return Marking(assignment, key, oracle, setup.isolation.value, spec_digest(assignment))


def make_limits(marking: Marking) -> Limits:
    """Take the sandbox's limits from the assignment."""
    given = marking.assignment.head.limits
    return Limits(import_seconds=given.import_seconds, memory_mib=given.memory_mib)


def run_marker(pipe: Connection, setup: Setup) -> None:
    """Mark what comes through the pipe until it closes."""
    marking = make_marking(setup)
    with ExitStack() as stack:
        limits = make_limits(marking)
        warm = functools.cache(
            lambda: stack.enter_context(Worker(isolation=setup.isolation, limits=limits))
        )
        while True:
            try:
                job = pipe.recv()
            except EOFError:
                return
            pipe.send(mark(marking, warm, setup, job))


def mark(marking: Marking, warm: Callable[[], Worker], setup: Setup, job: Job) -> Result:
    """Mark one submission, or find that its report of an earlier run still holds.

    Args:
        marking: What the class is marked by.
        warm: Gives the worker, which takes a second to start and is not needed for an old report.
        setup: Where to write, and how.
        job: What to mark.
    """
    try:
        submission = load_submission(job.found, marking.assignment.head.module)
        earlier = None if setup.fresh else _earlier(marking, setup.out / job.folder, submission)
        if earlier is not None:
            return Done(job, setup.publish(earlier, job.folder).summary)
        report = grade_submission(marking, warm(), submission)
        published = setup.publish(report, job.folder)
    except (GraderError, OSError) as error:
        return Failed(job, f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001 - a bug of ours must cost one mark, not the class's
        return Failed(job, f"a bug in the grader: {type(error).__name__}: {error}")
    return Done(job, published.summary, report.model_dump_json(indent=1) + "\n", published.page)


def give_up(marking: Marking, setup: Setup, failed: Failed) -> Done:
    """Write the report of a submission that we could not mark."""
    report = withhold(marking, failed.job.found.student, failed.reason)
    published = setup.publish(report, failed.job.folder)
    text = report.model_dump_json(indent=1) + "\n"
    return Done(failed.job, published.summary, text, published.page)


def _earlier(marking: Marking, folder: Path, submission: Submission) -> Report | None:
    """Read the report of an earlier run if the same would come out again."""
    try:
        report = Report.model_validate_json((folder / "report.json").read_bytes())
    except (OSError, ValidationError):
        return None
    receipt = report.receipt
    same = (receipt.grader, receipt.key, receipt.submission, receipt.isolation) == (
        *(grader.__version__, marking.key.digest, submission.digest, marking.isolation),
    )
    has_page = (folder / "report.html").is_file()
    return report if same and report.earned is not None and has_page else None
