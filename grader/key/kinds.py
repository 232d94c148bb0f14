"""What the oracle computed for each answer kind: a closed union of frozen records.

Each record holds all that asking and comparing need, so that grading reads no spec. `as_if` gives
the key that a misconception would have: an answer that matches it is explained by that mistake.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, Self

from grader.key.called import Effort, FunctionKey, Invariant, Way
from grader.key.running import Chances, RandomKey, Sampling, Training, TrainingKey
from grader.key.terms import Terms
from grader.key.truth import Case, Truth
from grader.record import Record, replace

Exact = int | Fraction
"""A number without rounding."""


class NumberKey(Record, frozen=True, eq=False):
    """One number."""

    name: str
    case: Case

    def as_if(self, mistake: str) -> Self | None:
        """See the module."""
        case = self.case.as_if(mistake)
        return None if case is None else replace(self, case=case)


class ArrayKey(Record, frozen=True, eq=False):
    """One array."""

    name: str
    case: Case
    marked: Literal["cells", "whole"]
    terms: Terms | None = None
    """What each entry adds up, where it is computed by hand."""

    def as_if(self, mistake: str) -> Self | None:
        """See the module."""
        case = self.case.as_if(mistake)
        return None if case is None else replace(self, case=case)


class ShapeKey(Record, frozen=True):
    """The dimensions of an array."""

    name: str
    expected: tuple[int, ...]
    mistakes: Mapping[str, tuple[int, ...]]

    def as_if(self, mistake: str) -> Self | None:
        """See the module."""
        found = self.mistakes.get(mistake)
        return None if found is None else replace(self, expected=found)


class FormulaKey(Record, frozen=True):
    """A formula, as its exact values at every admissible point."""

    name: str
    variables: tuple[str, ...]
    points: tuple[tuple[int, ...], ...]
    """Every admissible point, smallest first: by the sum of its coordinates, then by order."""

    expected: tuple[Exact, ...]
    mistakes: Mapping[str, tuple[Exact | None, ...]]
    """None where a mistake is undefined at a point."""

    shown: str = ""
    """A right formula to be shown; empty where the author wrote none that our reader reads."""

    def as_if(self, mistake: str) -> Self | None:
        """See the module."""
        found = self.mistakes.get(mistake)
        if found is None:
            return None
        defined = tuple(value for value in found if value is not None)
        is_whole = len(defined) == len(found)
        return replace(self, expected=defined, shown="") if is_whole else None


class NamesKey(Record, frozen=True):
    """Things to list by name."""

    name: str
    within: str
    expected: tuple[tuple[str, ...], ...]
    """Each thing, as the names that all mean it; the first is the one shown."""

    harmless: tuple[str, ...]


class ChoiceKey(Record, frozen=True):
    """One or several of given options."""

    name: str
    options: Mapping[str, str]
    expected: tuple[str, ...]


class Unknown(Record, frozen=True):
    """One name that makes a claim true: a number, or a formula by its points."""

    name: str
    variables: tuple[str, ...] = ()
    """Empty for a number."""

    points: tuple[tuple[int, ...], ...] = ()
    """Where a formula is asked for its value."""


Binding = tuple[tuple[float, ...], ...]
"""A value of every unknown, in order: one number, or a formula's value at each of its points."""


class Trial(Record, frozen=True, eq=False):
    """Both sides of a claim on one generated input."""

    inputs: Mapping[str, str]
    """Argument to its value, written for a reader."""

    left: Truth
    """The side as the unknowns make it; its tolerance is that of the right side."""

    right: Truth


class Settled(Record, frozen=True, eq=False):
    """What came of a claim for one binding of its unknowns."""

    binding: Binding
    mistake: str | None
    """The misconception that binds so; None for the reference and for students' own values."""

    trials: tuple[Trial, ...]


class RelationKey(Record, frozen=True, eq=False):
    """A claim with unknowns, and the bindings whose truth is known."""

    unknowns: tuple[Unknown, ...]
    claim: str
    settled: tuple[Settled, ...]
    """The reference first, then each misconception."""

    @property
    def name(self) -> str:
        """The first name it asks for; stands for the answer in reports."""
        return self.unknowns[0].name


class FigureKey(Record, frozen=True):
    """A plot for a person to mark."""

    name: str
    rubric: tuple[str, ...]


class TextKey(Record, frozen=True):
    """Prose for a person to mark."""

    name: str
    rubric: tuple[str, ...]
    optional: bool


PlainKey = (
    NumberKey
    | ArrayKey
    | ShapeKey
    | FormulaKey
    | NamesKey
    | ChoiceKey
    | FunctionKey
    | RelationKey
    | TrainingKey
    | RandomKey
    | FigureKey
    | TextKey
)
"""What is right for one answer, by its kind."""


class FormKey(Record, frozen=True, eq=False):
    """The form of an answer and nothing of its value: what a check before the deadline knows."""

    like: PlainKey
    """A key of the kind in which every value is blank."""

    is_shaped: bool = False
    """Whether the dimensions are promised to the student, and so belong to the form."""

    @property
    def name(self) -> str:
        """The name it asks for."""
        return self.like.name


Key = PlainKey | FormKey
"""What is right for one answer."""


class PartKey(Record, frozen=True):
    """What is right for one part, answer by answer."""

    id: str
    answers: tuple[Key, ...]


class AnswerKey(Record, frozen=True):
    """Everything the oracle computed for an assignment."""

    assignment: str
    digest: str
    """Of the spec's content, the grader's version and torch's: the same digest, the same key."""

    torch: str
    """The torch release that computed it."""

    parts: tuple[PartKey, ...]


__all__ = [
    "AnswerKey",
    "ArrayKey",
    "Binding",
    "Chances",
    "ChoiceKey",
    "Effort",
    "Exact",
    "FigureKey",
    "FormKey",
    "FormulaKey",
    "FunctionKey",
    "Invariant",
    "Key",
    "NamesKey",
    "NumberKey",
    "PartKey",
    "RandomKey",
    "RelationKey",
    "Sampling",
    "Settled",
    "ShapeKey",
    "TextKey",
    "Training",
    "TrainingKey",
    "Trial",
    "Unknown",
    "Way",
]
