"""What goes to a child: a submission to read, and requests to answer."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from grader.errors import SandboxError
from grader.record import Record
from grader.request import Call, CallEach, Fetch, Request, Run, RunApart
from grader.sandbox.child import Child
from grader.sandbox.limits import Limits
from grader.sandbox.wire import MAX_BODY, Frame, Kind
from grader.values import Value, encode

_MAX_NAME = 255
_MAX_FILES = 4096


class Submission(Record, frozen=True):
    """What is put to a worker."""

    files: Mapping[str, bytes]
    """Contents by relative path."""

    entry: str
    """Which of them to read."""

    seed: int
    """For every random generator, set before the first statement."""

    stubs: tuple[str, ...] = ()
    """Packages that get a harmless stand-in where they are not installed."""


class Course(Record, frozen=True):
    """How a child is to go through the statements of a module."""

    skipped: tuple[int, ...] = ()
    """Statements to leave out, counted from 1."""

    stop: int | None = None
    """First statement not to reach any more; `None` to reach all."""


FIRST_COURSE = Course()
"""From the first to the last."""


def check_files(submission: Submission) -> None:
    """Refuse names that are no text or lead out of the scratch, and more than a message holds.

    Raises:
        SandboxError: Whoever collected the files let such in.
    """
    size = sum(map(len, submission.files.values()))
    if size > MAX_BODY:
        raise SandboxError(f"submission: wanted at most {MAX_BODY} bytes of files, found {size}")
    if len(submission.files) > _MAX_FILES:
        found = len(submission.files)
        raise SandboxError(f"submission: wanted at most {_MAX_FILES} files, found {found}")
    for name in submission.files:
        if not _stays_within(name):
            raise SandboxError(f"submission: wanted a file name within it, found {name!r}")
    if submission.entry not in submission.files:
        raise SandboxError(f"submission: {submission.entry!r} is not among its files")


def _stays_within(name: str) -> bool:
    path = PurePosixPath(name)
    is_text = name == name.encode(errors="replace").decode()  # not half of a surrogate pair
    inside = not path.is_absolute() and ".." not in path.parts
    return is_text and inside and "\0" not in name and len(name) <= _MAX_NAME


def send_load(
    child: Child,
    submission: Submission,
    limits: Limits,
    course: Course = FIRST_COURSE,
    number: int = 1,
) -> None:
    """Have a child read a submission's module.

    Args:
        child: A fresh one, ready or not: it listens once its walls stand.
        submission: What to read, as `check_files` lets it pass.
        limits: What it may use up.
        course: Which of its statements.
        number: Of the load's frame.
    """
    child.handle.place(submission.files)
    files: list[Value] = [(name, len(data)) for name, data in submission.files.items()]
    head: tuple[Value, ...] = (
        *(submission.entry, child.scratch, submission.seed, files),
        *(course.skipped, course.stop, limits.flood_mib << 20, submission.stubs),
    )
    child.send(Frame(Kind.LOAD, number, head, b"".join(submission.files.values())))


def request_frame(request: Request, number: int) -> Frame:
    """Ask a child something.

    Raises:
        SandboxError: The arguments do not fit a message.
    """
    verb, arguments = _verb(request)
    body = encode(arguments)
    if body.startswith(b"u"):
        raise SandboxError(f"{request.name}: wanted arguments that fit a message, found too much")
    return Frame(Kind.ASK, number, (verb, request.name), body)


def _verb(request: Request) -> tuple[str, Value]:
    match request:
        case Fetch():
            return "fetch", None
        case Call():
            return "call", (request.arguments, request.keywords)
        case CallEach():
            return "each", list(request.rows)
        case Run():
            return "run", (
                request.script,
                dict(request.arguments),
                request.after,
                request.forbid,
                request.measures,
            )
        case RunApart():
            return "apart", (request.script, dict(request.arguments), list(request.known))
