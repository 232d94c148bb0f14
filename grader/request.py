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


Request = Fetch | Call | CallEach | Run
