"""What a comparator found: a closed union of frozen records. Pure data; no words for students.

Coarse to fine: whether there is an answer at all, whether it can be read, its shape, whether it is
finite, its values. Only the first thing wrong is reported.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from grader.key.kinds import Exact, Invariant, Trial
from grader.outcome import Killed, NotRun, Raised, TimedOut
from grader.record import Record

Index = tuple[int, ...]


class Match(Record, frozen=True):
    """The answer is right."""


class Absent(Record, frozen=True):
    """There is no answer."""

    found: Literal["nothing", "none", "placeholder", "not-implemented"]
    """The name is not defined, is None, is ``...``, or raises `NotImplementedError`."""

    similar: tuple[str, ...] = ()
    """Names the module does define that look alike."""

    name: str = ""
    """What is not defined, which may be another name than the answer's; for the words only, and
    not compared."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Absent) and self._compared == other._compared

    def __hash__(self) -> int:
        return hash(self._compared)

    @property
    def _compared(self) -> tuple[str, tuple[str, ...]]:
        return self.found, self.similar


class Stopped(Record, frozen=True):
    """The student's code did not come back with a value."""

    outcome: Raised | TimedOut | Killed | NotRun

    is_unparsed: bool = False
    """Whether Python could not read the file at all; what is wrong with it is told but once."""


class Unreadable(Record, frozen=True):
    """There is a value, but not one of the kind asked for: a matter of form, not of truth."""

    wanted: str
    """A phrase: "a list of names"."""

    found: str
    """A phrase, with the student's own text quoted where it is short."""


class WrongShape(Record, frozen=True):
    """The array has another shape. Nothing is ever broadcast."""

    actual: Index
    expected: Index
    same_values: bool
    """Whether only dimensions of size 1 differ, and the values are right."""


class NonFinite(Record, frozen=True, eq=False):
    """The array holds nan or inf where the truth does not."""

    count: int
    size: int
    first: Index
    wrong: NDArray[np.bool_]
    """Every cell that is not right, non-finite ones included."""


class WrongValues(Record, frozen=True, eq=False):
    """Right shape, finite, and some values are off."""

    wrong: NDArray[np.bool_]
    """The cells that are off, shape of the array."""

    worst: Index
    """The cell with the largest excess over what is allowed."""

    actual: float
    expected: float
    allowed: float
    """At the worst cell: what was given, what is right, and by how much it might be off."""


class Imprecise(Record, frozen=True):
    """Values that an imprecise way of computing explains, as near as that can come."""

    label: str
    """A low precision, of whose numbers the values are; or the author's name of the way."""

    off: float
    allowed: float
    """The largest difference, and what is allowed there."""

    says: str = ""
    """The author's words for the way; empty for a low precision."""


class WrongFormula(Record, frozen=True):
    """The formula disagrees somewhere."""

    point: tuple[tuple[str, int], ...]
    """The smallest point where it does, as (variable, value) pairs."""

    actual: Exact | float | str
    """What it gives there; a phrase where that is no number."""

    expected: Exact
    count: int
    size: int
    """At how many of how many points it disagrees."""


class WrongNames(Record, frozen=True):
    """The list is not the one asked for."""

    right: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    harmless: tuple[str, ...]


class WrongChoice(Record, frozen=True):
    """Other options were right."""

    actual: tuple[str, ...]
    expected: tuple[str, ...]


class WrongSides(Record, frozen=True, eq=False):
    """The claim fails with these values."""

    trial: Trial
    """The first input on which it does."""

    count: int
    size: int


class Unsettled(Record, frozen=True):
    """Whether the claim holds with these values has not been computed yet."""


class WrongCases(Record, frozen=True):
    """The function is wrong on some cases."""

    case: int
    """The smallest case it is wrong on."""

    found: "Comparison"
    """What is wrong there."""

    count: int
    size: int
    """On how many of how many cases; cases not run count as neither."""


class BrokenClaim(Record, frozen=True):
    """A property does not hold for an input."""

    invariant: Invariant
    worst: Index
    left: float
    right: float
    """At the place where it fails most clearly."""

    count: int
    size: int
    """In how many of how many entries it fails."""


class BelowWanted(Record, frozen=True):
    """Trained code did not come to all that was wanted."""

    values: tuple[float, ...]
    """The metric of every run that gave predictions."""

    counted: float
    """The one that counts."""

    wanted: float
    share: float
    """What it earns."""


class UnlikelyDraws(Record, frozen=True):
    """A statistical check fails as right code does less than once in a million."""

    says: str
    observed: float
    expected: float
    """The share; or the two distributions where they are farthest apart."""

    at: float | None
    """Where that is; None for a share."""

    count: int
    """Draws that were looked at."""


class Awaits(Record, frozen=True):
    """Prose that a person marks."""

    text: str


Comparison = (
    Match
    | Absent
    | Stopped
    | Unreadable
    | WrongShape
    | NonFinite
    | WrongValues
    | Imprecise
    | WrongFormula
    | WrongNames
    | WrongChoice
    | WrongSides
    | Unsettled
    | WrongCases
    | BrokenClaim
    | BelowWanted
    | UnlikelyDraws
    | Awaits
)
