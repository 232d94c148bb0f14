"""What a worker can be asked of a student's module. Pure data."""

from grader.record import Record
from grader.values import Value


class Fetch(Record, frozen=True):
    """Read an attribute of the module."""

    name: str
    """May be dotted: ``Net.forward``."""


class Call(Record, frozen=True):
    """Call a function of the module."""

    name: str
    arguments: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, Value], ...] = ()


class CallEach(Record, frozen=True):
    """Call a cheap function once a row, with one answer for all; a row that raises costs itself."""

    name: str
    rows: tuple[tuple[Value, ...], ...]


class Run(Record, frozen=True):
    """Run the author's lines in the names of the module and of the arguments.

    The answer is what the last line gives, with the arguments named in `after` as they are then.
    """

    name: str
    """What is asked for, for the messages."""

    script: str
    """As `grader.spec.script` admits."""

    arguments: tuple[tuple[str, Value], ...]
    after: tuple[str, ...] = ()
    """Where not empty, the answer is a pair: what the last line gives, and a tuple of these."""

    forbid: tuple[str, ...] = ()
    """Dotted names of libraries that raise meanwhile, and ``autograd``."""

    measures: bool = False
    """Whether the answer is not the value but the bytes that were allocated at most meanwhile."""


class RunApart(Record, frozen=True):
    """Run the author's lines where nothing of the student's is, with the student's names as calls.

    The answer is what the last line gives. A call's arguments and results cross as any values do.
    """

    name: str
    script: str
    """As `grader.spec.script` admits; the student's names are called in it and nothing else."""

    arguments: tuple[tuple[str, Value], ...]
    forbid: tuple[str, ...] = ()
    """As for `Run`, while the student's code is called."""

    known: tuple[Value, ...] = ()
    """What calls gave so far, in order; for the sandbox to fill in."""


Request = Fetch | Call | CallEach | Run | RunApart
