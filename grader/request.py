"""What a worker can be asked of a student's module. Pure data."""

from dataclasses import dataclass

from grader.values import Value


@dataclass(frozen=True, slots=True)
class Fetch:
    """Read an attribute of the module."""

    name: str
    """May be dotted: ``Net.forward``."""


@dataclass(frozen=True, slots=True)
class Call:
    """Call a function of the module."""

    name: str
    arguments: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class CallEach:
    """Call a cheap function once a row, with one answer for all; a row that raises costs itself."""

    name: str
    rows: tuple[tuple[Value, ...], ...]


Request = Fetch | Call | CallEach
