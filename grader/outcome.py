"""What a worker saw. Pure data, and hostile: every text in here was chosen by the student.

Frames are the student's own, outermost first. ``printed`` is what appeared on standard output and
standard error while the request ran, cut to `Limits.printed_kib`.
"""

from enum import StrEnum

from grader.record import Record
from grader.values import Value


class Frame(Record, frozen=True):
    """One line of the student's code that was being executed."""

    file: str
    """Its name within the submission."""

    line: int
    """Counted from 1."""

    function: str
    source: str
    """The line itself, stripped and cut; empty if unknown."""


class Raised(Record, frozen=True):
    """The student's code raised."""

    type_name: str
    message: str
    frames: tuple[Frame, ...]
    printed: str
    out_of_memory: bool = False
    """It was a `MemoryError`, or torch's own way of saying so."""

    hint: str = ""
    """Why, if a wall is the reason: ``processes are not available in the grader``."""


class Returned(Record, frozen=True):
    """A `Fetch` or a `Call` gave a value."""

    value: Value
    printed: str
    seconds: float
    """By the clock of the process itself: a claim, at most the limit."""


class ReturnedEach(Record, frozen=True):
    """A `CallEach` ran to its end: a value or what was raised, row by row."""

    rows: "tuple[RowReturned | Raised, ...]"
    printed: str
    seconds: float


class RowReturned(Record, frozen=True):
    """One row of a `CallEach` gave a value."""

    value: Value


class NotFound(Record, frozen=True):
    """The module has no such attribute."""

    name: str
    similar: tuple[str, ...]
    """Names it has instead, the likeliest first."""


class TimedOut(Record, frozen=True):
    """No answer within the limit; the process was ended."""

    seconds: float
    frames: tuple[Frame, ...]
    """Where it was; empty if it could not be told."""

    printed: str


class KillReason(StrEnum):
    """Why a student's process ended before it answered."""

    EXITED = "exited"
    """It left of its own accord: ``os._exit``."""

    SIGNAL = "signal"
    """A fault, such as a segmentation fault."""

    MEMORY = "memory"
    """The kernel ended it for want of memory."""

    OUTPUT_FLOOD = "output-flood"
    """It printed more than `Limits.flood_mib`."""

    PROTOCOL = "protocol"
    """It answered with something that is no answer."""

    FORBIDDEN_CALL = "forbidden-call"
    """It made a system call that no homework needs."""


class Killed(Record, frozen=True):
    """The process ended, or was ended, for another reason than time."""

    reason: KillReason
    detail: str
    """For a person: ``exit status 3``, ``SIGSEGV``."""

    printed: str
    frames: tuple[Frame, ...] = ()


class NotRun(Record, frozen=True):
    """The request was never put to the module."""

    why: str


Outcome = Returned | ReturnedEach | Raised | NotFound | TimedOut | Killed | NotRun


class Incident(Record, frozen=True):
    """Something that happened while the module's own statements were read."""

    line: int
    """First line of the statement, counted from 1."""

    last_line: int
    source: str
    """The statement, cut to a few lines."""

    outcome: Raised | TimedOut | Killed
    names: tuple[str, ...] = ()
    """What the statement would have defined, as the process claims; ``*`` for nobody knows what."""

    file: str = ""
    """The file it stands in, by its name within the submission."""
