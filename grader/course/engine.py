"""Mark many submissions at once: one marking process a core, and one coordinator that writes.

A marking process that dies is replaced, and the submission it held is marked again; after three
deaths over the same submission its mark is withheld, and the class goes on. What would befall every
other marking process as well ends the run instead, and says why.
"""

import multiprocessing
import signal
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.resource_tracker import ensure_running

from grader.course.job import Failed, Job, Ready, Refusal, Result, Setup
from grader.course.marker import run_marker
from grader.errors import SandboxError, UsageError

MOST_DEATHS = 3
"""Marking processes that one submission may cost before its mark is withheld."""

_GRACE_SECONDS = 5.0


def run_jobs(
    setup: Setup, key: str, jobs: Sequence[Job], processes: int
) -> Generator[Result, None, None]:
    """Yield each submission's result as it comes; every job gets exactly one.

    Args:
        setup: What every marking process needs to know.
        key: Digest of the answer key that all of them are to mark by.
        jobs: What to mark.
        processes: How many at once.

    Raises:
        SandboxError: No marking process can mark; a fault of ours.
        UsageError: The same for a reason that the caller can mend.
    """
    crew = _Crew(setup, key, jobs)
    try:
        for _ in range(max(1, min(processes, len(jobs)))):
            crew.hire()
        while crew.is_at_work:
            yield from crew.take_results()
    finally:
        crew.dismiss()


class _Marker:
    """One marking process and what it is at."""

    def __init__(self, setup: Setup) -> None:
        """Start it; it says when it is ready."""
        self.job: Job | None = None
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        # A daemon, so that not even a second Ctrl-C leaves it behind.
        self._process = context.Process(target=run_marker, args=(theirs, setup), daemon=True)
        try:
            ensure_running()  # it unblocks signals where the first process starts it
            with _put_off_interrupts():
                self._process.start()
        except OSError as error:
            self.pipe.close()
            raise SandboxError(
                f"marking: wanted another process, found: {error.strerror} (ask for fewer with -j)"
            ) from error
        finally:
            theirs.close()

    def give(self, job: Job) -> None:
        """Hand it a submission; a process that just died is noticed when its answer is due."""
        self.job = job
        try:
            self.pipe.send(job)
        except OSError:
            return

    def take(self) -> Result | Ready | Refusal | None:
        """Take what it says; None if it died instead."""
        try:
            said: Result | Ready | Refusal = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return said

    def ask_to_leave(self, *, is_idle: bool) -> None:
        """Let it end in good order: when it hears no more, or at once if it is not listening."""
        self.pipe.close()
        if not is_idle:
            self._process.terminate()

    def bury(self) -> int | None:
        """Make sure the process is gone, and let go of it; gives its exit code."""
        self.pipe.close()
        self._process.join(_GRACE_SECONDS)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        code = self._process.exitcode
        self._process.close()
        return code


class _Crew:
    """The marking processes of one run, and what is left to mark."""

    def __init__(self, setup: Setup, key: str, jobs: Sequence[Job]) -> None:
        self._setup = setup
        self._key = key
        self._left = deque(jobs)
        self._deaths: Counter[str] = Counter()
        self._false_starts = 0
        """Processes in a row that died before they were ready."""

        self._markers: dict[Connection, _Marker] = {}
        self._starting: set[Connection] = set()

    @property
    def is_at_work(self) -> bool:
        """Whether any submission has still to get its result."""
        return bool(self._left) or any(each.job is not None for each in self._markers.values())

    def hire(self) -> None:
        """Start one more marking process."""
        marker = _Marker(self._setup)
        self._markers[marker.pipe] = marker
        self._starting.add(marker.pipe)

    def take_results(self) -> Iterator[Result]:
        """Wait until any process says something, and hand out what is left."""
        due = [
            pipe
            for pipe, marker in self._markers.items()
            if marker.job is not None or pipe in self._starting
        ]
        for pipe in wait(due):
            marker = self._markers[pipe]  # type: ignore[index]  # `wait` gives back what it got
            said = marker.take()
            match said:
                case None:
                    said = self._mourn(marker)
                case Ready():
                    self._admit(marker, said)
                case Refusal():
                    raise _refusal(said)
                case _:
                    marker.job = None
            self._feed(marker)
            if not isinstance(said, Ready | None):
                yield said

    def dismiss(self) -> None:
        """End every process; a second Ctrl-C cannot cut that short."""
        with _put_off_interrupts():
            for pipe, marker in self._markers.items():
                marker.ask_to_leave(is_idle=marker.job is None and pipe not in self._starting)
            for marker in self._markers.values():
                marker.bury()
            self._markers.clear()

    def _admit(self, marker: _Marker, ready: Ready) -> None:
        self._starting.discard(marker.pipe)
        self._false_starts = 0
        if ready.key != self._key:
            raise UsageError(
                f"{self._setup.assignment}: wanted the spec that marking began with, found it "
                "changed meanwhile (give the same command again)"
            )

    def _feed(self, marker: _Marker) -> None:
        is_free = marker.pipe in self._markers and marker.pipe not in self._starting
        if is_free and marker.job is None and self._left:
            marker.give(self._left.popleft())

    def _mourn(self, marker: _Marker) -> Failed | None:
        """Replace a dead process; put its submission back, or give it up."""
        del self._markers[marker.pipe]
        self._starting.discard(marker.pipe)
        code = marker.bury()
        failed = None
        if marker.job is None:
            self._count_false_start(code)
        else:
            failed = self._try_again(marker.job)
        if self._left:
            self.hire()
        return failed

    def _try_again(self, job: Job) -> Failed | None:
        self._deaths[job.folder] += 1
        if self._deaths[job.folder] >= MOST_DEATHS:
            return Failed(job, f"the marking process died {MOST_DEATHS} times over it")
        self._left.appendleft(job)
        return None

    def _count_false_start(self, code: int | None) -> None:
        self._false_starts += 1
        if self._false_starts >= MOST_DEATHS:
            raise SandboxError(
                f"marking: wanted a marking process, found that {MOST_DEATHS} in a row died before "
                f"they were ready (the last with exit code {code})"
            )


def _refusal(said: Refusal) -> UsageError | SandboxError:
    kind = UsageError if said.exit_code == UsageError.exit_code else SandboxError
    return kind(said.reason)


@contextmanager
def _put_off_interrupts() -> Iterator[None]:
    """Put a Ctrl-C off for a moment; only a main thread hears it at all.

    What is started meanwhile is deaf to it until it decides otherwise.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    # Both are needed: a process inherits the mask, and a thread of NumPy's does not heed it.
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
