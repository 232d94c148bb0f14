"""A bundle: what a student's machine may know of an assignment. Pure data, and it holds no answer.

Names, kinds, prompts and public cases; of everything else only the form. No reference, no formula
of a misconception, no value of a hidden case, and no digest of any of them: the digest of a small
answer gives it away to whoever tries them all.
"""

from collections.abc import Mapping
from typing import Literal

from grader.handout.head import Head
from grader.key.kinds import Key
from grader.record import Record, field
from grader.sheet import NamedMistake


class BundledAnswer(Record, frozen=True, eq=False):
    """One answer of a part."""

    kind: str
    points: float | None
    key: Key
    """Blank but for public cases, unless the author accepts the verdict on students' machines."""

    public: int
    """How many of its checks are in the bundle: cases, points, or the one value."""

    hidden: int
    """How many are not."""

    mistakes: tuple[NamedMistake, ...] = ()


class BundledPart(Record, frozen=True, eq=False):
    """One part."""

    id: str
    """The part's own letter or number."""

    problem: str
    """The id of the problem it belongs to."""

    title: str
    prompt: str
    points: float
    reveal: Literal["expected", "example", "shape", "none"]
    check: Literal["format", "public", "verdict"]
    seconds: float | None
    """What one call may take; the assignment's time where it is None."""

    answers: tuple[BundledAnswer, ...]
    says: Mapping[str, str] = field(default_factory=dict)
    """Sentences of ours in the author's words, by their ids."""

    @property
    def full_id(self) -> str:
        """The id in the assignment: ``1.1.b``."""
        return f"{self.problem}.{self.id}"


class BundledProblem(Record, frozen=True):
    """What the parts of a problem share."""

    id: str
    title: str
    intro: str


class Bundle(Record, frozen=True, eq=False):
    """An assignment without its answers."""

    assignment: str
    """Its id."""

    title: str
    course: str
    language: str
    module: str
    """What is handed in, without ``.py``."""

    seconds: float
    import_seconds: float
    memory_mib: int
    passes_tensors: bool
    """Whether a call passes tensors, so that torch is needed whatever the module imports."""

    problems: tuple[BundledProblem, ...]
    parts: tuple[BundledPart, ...]
    says: Mapping[str, str] = field(default_factory=dict)
    """Sentences of ours in the author's words, by their ids."""

    stubs: tuple[str, ...] = ()
    """Packages that get a harmless stand-in where they are not installed."""

    support: Mapping[str, str] = field(default_factory=dict)
    """The course's own files beside a student's module: relative path to content in base64."""

    @property
    def head(self) -> Head:
        """What it takes to start a student's process."""
        return Head(
            *(self.language, self.module, self.import_seconds, self.memory_mib),
            *(self.passes_tensors, self.stubs),
        )

    @property
    def hidden(self) -> int:
        """How many checks only marking makes."""
        return sum(answer.hidden for part in self.parts for answer in part.answers)
