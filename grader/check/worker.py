"""The worker of a check, at the firmest level this machine gives, and the files it is given.

Imports little, so that the worker's process can start before everything else is imported.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from grader.check.find import Target
from grader.errors import SandboxError
from grader.handout.head import Head
from grader.language import speak
from grader.sandbox.level import Level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.submission.load import Found, load_submission
from grader.submission.model import Submission

_IMPORTS = re.compile(
    rb'^(?:[ \t]*")?(?:import|from)[ \t][^#\n]{0,200}?\b(torch|matplotlib)', re.MULTILINE
)
"""What a module imports at once: at the left margin, or as a line of a notebook's JSON."""

_LIBRARIES = {b"torch": ("torch",), b"matplotlib": ("matplotlib.pyplot",)}
_MOST_READ = 1 << 20
"""Of each file, to see what it imports."""

_LAZY_MIB = 4096
"""Room for what the module imports that nobody saw coming; on the student's own machine."""


def read_target(head: Head, target: Target) -> Submission:
    """Read a student's files, as they would be read when handed in.

    Raises:
        OSError: The disk failed us.
    """
    with speak(head.language):
        return load_submission(Found(target.shown, target.path), head.module)


@contextmanager
def open_worker(
    head: Head, files: Mapping[str, bytes], *, most: Level = Level.FULL
) -> Iterator[Worker]:
    """Start a worker at the firmest level there is.

    Raises:
        SandboxError: No process could be had at any level.
    """
    with begin_worker(head, files, most=most) as begun:
        yield begun()


@contextmanager
def begin_worker(
    head: Head, files: Mapping[str, bytes], *, most: Level = Level.FULL
) -> Iterator[Callable[[], Worker]]:
    """Begin to start a worker, so that something else can be done meanwhile.

    Yields:
        Waits for it and gives it, once; it is closed at the end whether it was taken or not.

    Raises:
        SandboxError: From what is yielded: no process could be had at any level.
    """
    libraries = ("numpy", *_wanted(head, files))
    limits = Limits(import_seconds=head.import_seconds, memory_mib=head.memory_mib + _LAZY_MIB)
    with ThreadPoolExecutor(1) as thread:
        begun = thread.submit(_start, libraries, limits, most)
        try:
            yield begun.result
        finally:
            if begun.exception() is None:
                begun.result().close()


def _start(libraries: tuple[str, ...], limits: Limits, most: Level) -> Worker:
    levels = [level for level in Level if most.gives(level)]
    if sys.platform != "linux":
        levels = [Level.BASIC]
    for level in levels:
        try:
            return Worker(isolation=level, limits=limits, self_test=False, libraries=libraries)
        except (SandboxError, OSError) as error:
            if level is levels[-1]:
                raise SandboxError(f"sandbox: no process could be started: {error}") from error
    raise SandboxError("sandbox: no level of isolation to try")


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
