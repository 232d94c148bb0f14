"""A marking process: it holds one worker, and marks the submissions that it is sent.

A fault of ours in one submission is reported and costs no other one. It never outlives the
coordinator, and prints nothing.
"""

import atexit
import functools
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from pathlib import Path

import grader
from grader.course.job import Done, Failed, Job, Ready, Refusal, Result, Setup
from grader.errors import GraderError, UsageError
from grader.grade.marking import Marking
from grader.grade.submission import grade_submission
from grader.grade.withheld import withhold
from grader.language import speak
from grader.oracle.cache import default_folder, load_answer_key, spec_digest
from grader.oracle.waking import make_lazy
from grader.report_json import dump_report, load_report
from grader.results import Report
from grader.sandbox import linux
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.spec.load import load_assignment
from grader.spec.sheets import make_sheet
from grader.submission.load import load_submission
from grader.submission.model import Submission
from grader.summary import summarise


class CannotMarkError(Exception):
    """No submission can be marked; the cause says why."""


def make_marking(setup: Setup) -> Marking:
    """Load the assignment and its answer key.

    Raises:
        SpecError: The spec is wrong.
        UsageError: There is none, or nowhere to keep its answer key.
    """
    assignment = load_assignment(setup.assignment)
    try:
        key = load_answer_key(assignment, setup.cache)
    except OSError as error:
        raise UsageError(
            f"{setup.cache or default_folder()}: wanted to keep the answer key there, found: "
            f"{error.strerror} (set GRADER_CACHE to a folder that can be written)"
        ) from None
    oracle = make_lazy(assignment)
    sheet = make_sheet(assignment)
    return Marking(sheet, key, oracle, setup.isolation.value, spec_digest(assignment))


def make_limits(marking: Marking) -> Limits:
    """Take the sandbox's limits from the question sheet."""
    sheet = marking.sheet
    return Limits(import_seconds=sheet.import_seconds, memory_mib=sheet.memory_mib)


def run_marker(pipe: Connection, setup: Setup) -> None:
    """Mark what comes through the pipe until it closes."""
    _follow_the_coordinator()
    # The coordinator may go at any time; then there is nobody left to tell.
    with ExitStack() as stack, suppress(EOFError, OSError):
        try:
            marking = make_marking(setup)
            pipe.send(Ready(marking.key.digest))
            warm = functools.cache(lambda: _start_worker(setup, marking, stack))
            while True:
                pipe.send(mark(marking, warm, setup, pipe.recv()))
        except GraderError as error:
            pipe.send(Refusal(str(error), error.exit_code))
        except CannotMarkError as error:
            code = getattr(error.__cause__, "exit_code", GraderError.exit_code)
            pipe.send(Refusal(str(error), code))


def mark(marking: Marking, warm: Callable[[], Worker], setup: Setup, job: Job) -> Result:
    """Mark one submission, or find that its report of an earlier run still holds.

    Args:
        marking: What the class is marked by.
        warm: Gives the worker, which takes a second to start and is not needed for an old report.
        setup: Where to write, and how.
        job: What to mark.

    Raises:
        CannotMarkError: There is no worker to be had.
    """
    try:
        with speak(marking.sheet.language):
            submission = load_submission(job.found, marking.sheet.module, marking.sheet.support)
        earlier = None if setup.fresh else _earlier(marking, setup.out / job.folder, submission)
        if earlier is not None:
            return Done(job, summarise(earlier, job.folder))
        return _done(grade_submission(marking, warm(), submission), setup, job)
    except CannotMarkError:
        raise
    except OSError as error:
        return Failed(job, f"{type(error).__name__}: {error.strerror}", str(error))
    except GraderError as error:
        return Failed(job, type(error).__name__, str(error))
    except Exception as error:  # noqa: BLE001 - a bug of ours must cost one mark, not the class's
        return Failed(job, f"a bug in the grader: {type(error).__name__}", str(error))


def give_up(marking: Marking, setup: Setup, failed: Failed) -> Done:
    """Write the report of a submission that we could not mark."""
    return _done(withhold(marking, failed.job.found.student, failed.reason), setup, failed.job)


def _done(report: Report, setup: Setup, job: Job) -> Done:
    published = setup.publish(report, job.folder)
    return Done(job, published.summary, dump_report(report), published.page)


def _follow_the_coordinator() -> None:
    """End in good order when told to, and when the coordinator ends, however it does.

    Ctrl-C on a terminal reaches every process there is; the coordinator answers it for all.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, _leave)
    atexit.register(signal.signal, signal.SIGTERM, signal.SIG_IGN)  # it is leaving already
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGTERM)


def _leave(number: int, _frame: object) -> None:
    """Leave once; a second signal on the way out would be told as a failure."""
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)


def _start_worker(setup: Setup, marking: Marking, stack: ExitStack) -> Worker:
    try:
        worker = Worker(isolation=setup.isolation, limits=make_limits(marking))
    except (GraderError, OSError) as error:
        raise CannotMarkError(_without_traceback(str(error))) from error
    return stack.enter_context(worker)


def _without_traceback(text: str) -> str:
    """Keep of a process's last words the sentence before a traceback and the error at its end."""
    head, _, traceback = text.partition("Traceback (most recent call last):")
    return head + (traceback.strip().splitlines() or [""])[-1]


def _earlier(marking: Marking, folder: Path, submission: Submission) -> Report | None:
    """Read the report of an earlier run if the same would come out again."""
    try:
        report = load_report((folder / "report.json").read_bytes())
        has_page = (folder / "report.html").stat().st_size > 0
    except (OSError, ValueError):
        return None
    receipt = report.receipt
    same = (receipt.grader, receipt.key, receipt.submission, receipt.isolation) == (
        *(grader.__version__, marking.key.digest, submission.digest, marking.isolation),
    )
    # The digest is of the files alone.
    same = same and (report.student, report.notes) == (submission.student, submission.notes)
    return report if same and has_page and report.earned is not None else None
