"""Mark many submissions at once: one marking process a core, and one coordinator that writes.

A marking process that dies is replaced, and the submission it held is marked again; after three
deaths over the same submission its mark is withheld, and the class goes on.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from grader.course.job import Failed, Job, Result, Setup
from grader.course.marker import run_marker

MOST_DEATHS = 3
"""Marking processes that one submission may cost before its mark is withheld."""

_GRACE_SECONDS = 5.0


@dataclass
class _Marker:
    """One marking process and what it is at."""

    setup: Setup
    job: Job | None = None
    pipe: Connection = field(init=False)
    process: SpawnProcess = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start the process, afresh if there was one."""
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=run_marker, args=(theirs, self.setup))
        self.process.start()
        theirs.close()

    def give(self, job: Job) -> None:
        """Hand it a submission; a process that just died is noticed when its answer is due."""
        self.job = job
        try:
            self.pipe.send(job)
        except OSError:
            return

    def take(self) -> Result | None:
        """Take its answer; None if it died instead."""
        try:
            result: Result = self.pipe.recv()
        except (EOFError, OSError):
            return None
        self.job = None
        return result

    def bury(self) -> None:
        """Make sure the process is gone."""
        self.pipe.close()
        self.process.join(_GRACE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def run_jobs(setup: Setup, jobs: Sequence[Job], processes: int) -> Iterator[Result]:
    """Yield each submission's result as it comes; every job gets exactly one.

    Args:
        setup: What every marking process needs to know.
        jobs: What to mark.
        processes: How many at once.
    """
    left = deque(jobs)
    deaths: dict[str, int] = {}
    markers = [_Marker(setup) for _ in range(max(1, min(processes, len(jobs))))]
    try:
        for marker in markers:
            _feed(marker, left)
        while busy := {marker.pipe: marker for marker in markers if marker.job is not None}:
            for pipe in wait(list(busy)):
                marker = next(each for each in markers if each.pipe is pipe)
                job, result = marker.job, marker.take()
                if result is None and job is not None:
                    result = _mourn(marker, job, deaths, left)
                _feed(marker, left)
                if result is not None:
                    yield result
    finally:
        for marker in markers:
            marker.pipe.close()
        for marker in markers:
            marker.bury()


def _feed(marker: _Marker, left: deque[Job]) -> None:
    if marker.job is None and left:
        marker.give(left.popleft())


def _mourn(marker: _Marker, job: Job, deaths: dict[str, int], left: deque[Job]) -> Failed | None:
    """Replace a dead process; put its submission back, or give it up."""
    marker.bury()
    marker.job = None
    marker.start()
    deaths[job.folder] = deaths.get(job.folder, 0) + 1
    if deaths[job.folder] >= MOST_DEATHS:
        return Failed(job, f"the marking process died {MOST_DEATHS} times over it")
    left.appendleft(job)
    return None
