"""A question sheet: what is asked, for how many points, and in which words a mistake is told.

Everything that marking has to know of an assignment but what is right, which is the answer key's.
It is made of what an author wrote, or of a bundle, in which most of it is blank; who marks need not
know of which. Pure data, and quick to import.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from grader.record import Record, field

Reveal = Literal["expected", "example", "shape", "none"]
"""What a student may see of what was wanted, from everything to nothing."""

UPSTREAM: Final = "upstream"
"""The name of the gradient from above, in a student's call and in the oracle."""


class NamedMistake(Record, frozen=True):
    """A misconception in its author's words."""

    id: str
    says: str
    next: str
    credit: float
    """Share of the points that it earns, 0 to 1."""


class Rules(Record, frozen=True):
    """What a question says about the source of an answer."""

    names: tuple[str, ...]
    """What of the student's module is called: the answer's own name, and those its calls read."""

    forbid: tuple[str, ...]
    require: tuple[str, ...]
    most_operations: int | None


class Forward(Record, frozen=True):
    """The student's own forward, which a wrong gradient is held against."""

    lines: str
    """Python, as for a call."""

    wrt: str
    """The argument that the gradient is of, where its name does not say so."""


class SheetAnswer(Record, frozen=True):
    """One answer of a part."""

    kind: str
    points: float | None
    """Its share of the part's points; equal shares where there is none."""

    mistakes: tuple[NamedMistake, ...] = ()
    rules: Rules | None = None
    """None where nothing is said about its source."""

    forward: Forward | None = None


class SheetProblem(Record, frozen=True):
    """What the parts of a problem share."""

    id: str
    title: str
    intro: str


class SheetPart(Record, frozen=True):
    """One thing asked."""

    id: str
    label: str
    """Such as ``1.1.b`` and ``1.1 (b)``."""

    problem: str
    """The id of its problem."""

    title: str
    prompt: str
    points: float
    reveal: Reveal
    answers: tuple[SheetAnswer, ...]
    seconds: float | None = None
    """What one call may take; the sheet's time where there is none."""

    uses: Mapping[str, str] = field(default_factory=dict)
    """A name in the oracle to the earlier part whose answer it is."""

    follow_through: float = 0.0
    """Share of the points for what follows from the student's own earlier answer."""

    says: Mapping[str, str] = field(default_factory=dict)
    """Sentences of ours in the author's words, by their ids."""


class Sheet(Record, frozen=True):
    """One homework, without what is right."""

    id: str
    title: str
    course: str
    language: str
    module: str
    """What is handed in, without ``.py``."""

    seconds: float
    import_seconds: float
    memory_mib: int
    problems: tuple[SheetProblem, ...]
    """Those that have parts, in order."""

    parts: tuple[SheetPart, ...]
    support: Mapping[str, bytes]
    """The course's own files beside a student's module, by relative path."""

    round_points_to: float = 0.01
    seed: int = 0
    varies: bool = False
    """Whether every student's cases are drawn anew."""

    says: Mapping[str, str] = field(default_factory=dict)
    """Sentences of ours in the author's words, by their ids."""

    stubs: tuple[str, ...] = ()
    """Packages that get a harmless stand-in where they are not installed."""

    def __iter__(self) -> Iterator[SheetPart]:
        return iter(self.parts)

    @property
    def possible(self) -> float:
        """The sum of the parts' points."""
        return sum(part.points for part in self.parts)
