"""What an assignment is, as its author writes it.

Pure data: no I/O, no torch, no student code. `grader.spec.load` builds these from YAML and is the
only place that does, so a value that exists is a value that was checked.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from grader.sheet import Reveal
from grader.spec.base import Given, Misconception, Spec
from grader.spec.kinds import Answer
from grader.spec.scalar import (
    Count,
    Expression,
    Id,
    Identifier,
    Points,
    Seconds,
    Share,
    Step,
    Text,
    Words,
    as_value,
)

Check = Literal["format", "public", "verdict"]
"""What a student's own check says of a part."""


class Part(Spec):
    """One thing asked, with its points."""

    id: Id
    """The part's own letter or number, such as ``b``; reports say ``1.1.b``."""

    title: Words
    """A few words, shown as the part's heading."""

    points: Points
    """What the part is worth."""

    prompt: Text = ""
    """The question: Markdown with TeX maths."""

    reveal: Reveal = "expected"
    """How much of what was wanted a student sees: everything, the smallest example, the shape
    only, or nothing."""

    check: Check = "format"
    """What `grader check` says before the deadline: whether the answer has the right form; also
    whether a function or formula is right in its public cases; or everything, which puts the
    answer into every student's bundle."""

    public: Count = 2
    """With `check: public`: how many cases of each function, or points of each formula, are public,
    `examples` first."""

    seconds: Seconds | None = None
    """The time one call may take; the assignment's where none is given."""

    uses: dict[Identifier, Id] = Field(default_factory=dict)
    """Follow-through: a name in the oracle to the earlier part whose answer it is."""

    follow_through: Share = 1.0
    """Share of the points for an answer that follows from the student's own earlier answer; 0
    switches it off."""

    says: dict[Text, Text] = Field(default_factory=dict)
    """Your own words for [sentences](#sentences) of the grader's, by their id, in this part."""

    answer: Answer | None = None
    """The one answer this part asks for."""

    oracle: Expression | None = None
    """The reference of the one answer; see `answer`."""

    misconceptions: tuple[Misconception, ...] = ()
    """Named wrong ways of the one answer; see `answer`."""

    answers: tuple[Answer, ...] = ()
    """The answers of a part that asks for several."""

    @property
    def asked(self) -> tuple[Answer, ...]:
        """Every answer the part asks for, with its reference and its misconceptions."""
        if self.answer is None:
            return self.answers
        here: dict[str, object] = {}
        if self.misconceptions:
            here["misconceptions"] = self.misconceptions
        if self.oracle is not None:
            here["oracle"] = self.oracle
        return (self.answer.model_copy(update=here),)


class Problem(Spec):
    """A numbered section with its given data; one file."""

    id: Id
    """The section's number, such as ``1.1``; it stays text, so 1.10 is not 1.1."""

    title: Words
    """A few words, shown above the section's parts."""

    intro: Text = ""
    """What all parts share: Markdown with TeX maths."""

    given: dict[Identifier, Given] = Field(default_factory=dict)
    """Data that prompts and oracles name: numbers, or nested lists that become float64 tensors."""

    arguments: dict[Identifier, Expression] = Field(default_factory=dict)
    """What the code that the parts ask for is called with, each with how it is drawn; for every
    answer that takes arguments and lists none of its own."""

    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    """The parts, in order."""


class Limits(Spec):
    """What a submission may use before it is stopped."""

    seconds: Seconds = 5.0
    """The time one call may take."""

    import_seconds: Seconds = 10.0
    """The time that reading the student's file may take."""

    memory_mib: Count = 1024
    """Memory on top of what Python and torch need, in MiB."""


class AssignmentFile(Spec):
    """`assignment.yaml`: what the problems of one homework share."""

    id: Id
    """Names the assignment in files and reports."""

    title: Words
    """Such as ``Homework 2``."""

    course: Text = ""
    """Such as ``DS-GA 1008: Deep Learning``."""

    language: Literal["en", "de"] = "en"
    """The language of what the grader itself says to a student: English or German."""

    module: Identifier
    """The module a student hands in, without ``.py``."""

    stubs: tuple[Identifier, ...] = ()
    """Packages that the graded code does not need, such as ``matplotlib``: where one is not
    installed, importing and using it does nothing."""

    problems: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The problem files, in order, beside this file."""

    limits: Limits = Limits()
    """Time and memory that a submission may use before it is stopped."""

    round_points_to: Step = 0.01
    """Earned points are rounded to this step, halves up."""

    seed: Annotated[int, Field(strict=True, ge=0), BeforeValidator(as_value)] = 0
    """Seeds every drawn case."""

    says: dict[Text, Text] = Field(default_factory=dict)
    """Your own words for [sentences](#sentences) of the grader's, by their id."""

    variant: Literal["class", "student"] = "class"
    """Whose cases are drawn: `class` asks all students the same; `student` draws for each by their
    name, so that what one of them met helps nobody else."""
