"""The worker of a check, at the firmest level this machine gives, and the files it is given.

Imports little, so that the worker's process can start before everything else is imported.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from grader.errors import SandboxError
from grader.handout.head import Head
from grader.sandbox.launch import Interpreter
from grader.sandbox.level import Level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.submission.model import Submission

_IMPORTS = re.compile(
    rb'^(?:[ \t]*")?(?:import|from)[ \t][^#\n]{0,200}?\b(torch|matplotlib)', re.MULTILINE
)
"""What a module imports at once: at the left margin, or as a line of a notebook's JSON."""

_LIBRARIES = {b"torch": ("torch",), b"matplotlib": ("matplotlib.pyplot",)}
_MOST_READ = 1 << 20
"""Of each file, to see what it imports."""

SEED = 0
"""What a student's random generators start from in a check, whose bundle does not say."""

_LAZY_MIB = 512
"""Room for what the module imports that nobody saw coming: torch writes to some 150 MiB of it."""

_MAPPED_MIB = 4096
"""Address space for the same: what such libraries map and hardly ever touch."""


@contextmanager
def open_worker(
    head: Head, submission: Submission, *, most: Level = Level.FULL
) -> Iterator[Worker]:
    """Start a worker at the firmest level there is.

    Raises:
        SandboxError: As from `begin_worker` and what it yields.
    """
    with begin_worker(head, submission, most=most) as finish:
        yield finish()


@contextmanager
def begin_worker(
    head: Head,
    submission: Submission,
    interpreter: Interpreter | None = None,
    *,
    most: Level = Level.FULL,
) -> Iterator[Callable[[], Worker]]:
    """Begin to start a worker that reads a submission, and do something else meanwhile.

    Args:
        head: Of the homework.
        submission: The student's.
        interpreter: One that was started before.
        most: The firmest level to try.

    Yields:
        Waits for it and gives it; it is closed at the end whether it was asked for or not.

    Raises:
        SandboxError: The files are none that a process can be given; or, also from what is
            yielded, no process could be had at any level.
    """
    start = _Start(head, submission, most)
    try:
        start.start_next(interpreter)
        yield start.finish
    finally:
        start.close()


class _Start:
    """A worker on its way: the firmest level first, the next where that fails."""

    def __init__(self, head: Head, submission: Submission, most: Level) -> None:
        self._head = head
        self._submission = submission
        self._libraries = ("numpy", *_wanted(head, submission.files))
        self._limits = Limits(
            import_seconds=head.import_seconds,
            memory_mib=head.memory_mib + _LAZY_MIB,
            mapped_mib=_MAPPED_MIB,
        )
        levels = [level for level in Level if most.gives(level)]
        self._levels = iter(levels if sys.platform == "linux" else [Level.BASIC])
        self._worker: Worker | None = None

    def finish(self) -> Worker:
        while self._worker is not None:
            try:
                self._worker.await_ready()
            except (SandboxError, OSError) as error:
                self._worker = None
                self.start_next(None, error)
            else:
                return self._worker
        raise SandboxError("sandbox: no level of isolation to try")

    def start_next(self, interpreter: Interpreter | None, last: Exception | None = None) -> None:
        """Start at the next level that starts at all, and have the submission read there.

        Raises:
            SandboxError: There is none, or the files cannot be handed over.
        """
        for level in self._levels:
            try:
                self._worker = Worker(
                    isolation=level,
                    limits=self._limits,
                    self_test=False,
                    libraries=self._libraries,
                    interpreter=interpreter,
                    waits=False,
                )
            except (SandboxError, OSError) as error:
                interpreter, last = None, error
                continue
            if self._submission.entry is not None:
                # Not a reason to try another level: what is wrong with files is wrong at each.
                files, entry = self._submission.files, self._submission.entry
                self._worker.read_ahead(files, entry, seed=SEED, stubs=self._head.stubs)
            return
        raise SandboxError(f"sandbox: no process could be started: {last}") from last

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None


def _wanted(head: Head, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """List the slow libraries that the student's files import or the homework's calls need.

    By their looks, as text: a library that is missed here is imported by the module itself.
    """
    found = {
        name
        for path, content in files.items()
        if path.endswith((".py", ".ipynb"))
        for name in _IMPORTS.findall(content[:_MOST_READ])
    }
    if head.passes_tensors:
        found.add(b"torch")
    return tuple(module for name in sorted(found) for module in _LIBRARIES[name])
