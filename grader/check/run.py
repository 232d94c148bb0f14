"""Run a check: a student's module behind the walls this machine gives, marked by a bundle.

Torch is imported by nobody unless the student's own file, or a call of the homework, wants it.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from grader.check.find import Target
from grader.check.hints import tell_hints
from grader.check.marking import make_check_marking
from grader.check.standing import Standing, stand_part, without_marks
from grader.errors import SandboxError
from grader.grade.submission import grade_submission
from grader.handout.bundle import Bundle
from grader.key.kinds import FormKey, FunctionKey, Key
from grader.language import speak
from grader.results import Report
from grader.sandbox.level import Level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.submission.load import Found, load_submission
from grader.submission.model import Submission
from grader.values import Array

_IMPORTS = re.compile(rb"(?:import|from)[ \t][^#\n]{0,200}?\b(torch|matplotlib)")
_LIBRARIES = {b"torch": ("torch",), b"matplotlib": ("matplotlib.pyplot",)}
_MOST_READ = 1 << 20
"""Of each file, to see what it imports."""

_LAZY_MIB = 4096
"""Room for what the module imports that nobody saw coming; on the student's own machine."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    report: Report
    """Without marks; see `grader.check.standing`."""

    standings: tuple[Standing, ...]
    """For each part, in order."""

    bundle: Bundle
    level: Level


def check_submission(
    bundle: Bundle, submission: Submission, *, most: Level = Level.FULL
) -> Checked:
    """Check what a student is about to hand in.

    Args:
        bundle: What the homework lets a student's machine know.
        submission: The student's files.
        most: The firmest level of isolation to try; weaker ones follow where it is not to be had.

    Raises:
        SandboxError: No process could be had at any level.
        UsageError: The bundle asks for something that is not known here.
    """
    with open_worker(bundle, submission.files, most=most) as worker:
        return check_with(worker, bundle, submission)


def check_with(worker: Worker, bundle: Bundle, submission: Submission) -> Checked:
    """Check with a worker that is there."""
    marking = make_check_marking(bundle, worker.isolation)
    report = grade_submission(marking, worker, submission)
    with speak(bundle.language):
        report = without_marks(report, bundle)
        report = report.model_copy(update={"notes": (*report.notes, *tell_hints(report))})
    pairs = zip(report.parts, bundle.parts, strict=True)
    return Checked(report, tuple(stand_part(*pair) for pair in pairs), bundle, worker.isolation)


def read_target(bundle: Bundle, target: Target) -> Submission:
    """Read a student's files, as they would be read when handed in.

    Raises:
        OSError: The disk failed us.
    """
    with speak(bundle.language):
        return load_submission(Found(target.shown, target.path), bundle.module)


@contextmanager
def open_worker(
    bundle: Bundle, files: Mapping[str, bytes], *, most: Level = Level.FULL
) -> Iterator[Worker]:
    """Start a worker at the firmest level there is.

    Raises:
        SandboxError: No process could be had at any level.
    """
    libraries = ("numpy", *_wanted(bundle, files))
    limits = Limits(import_seconds=bundle.import_seconds, memory_mib=bundle.memory_mib + _LAZY_MIB)
    with _start(libraries, limits, most) as worker:
        yield worker


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


def _wanted(bundle: Bundle, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """List the slow libraries that the student's files import or the homework's calls need.

    By their looks, as text: a library that is missed here is imported by the module itself.
    """
    found = {
        name
        for path, content in files.items()
        if path.endswith((".py", ".ipynb"))
        for name in _IMPORTS.findall(content[:_MOST_READ])
    }
    answers = (answer for part in bundle.parts for answer in part.answers)
    if any(_passes_torch(answer.key) for answer in answers):
        found.add(b"torch")
    return tuple(module for name in sorted(found) for module in _LIBRARIES[name])


def _passes_torch(key: Key) -> bool:
    calls = key.like if isinstance(key, FormKey) else key
    return isinstance(calls, FunctionKey) and any(
        isinstance(each, Array) and each.library == "torch"
        for case in calls.cases
        for each in case.arguments
    )
