"""The `formula` kind: a formula in whole numbers. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.base import Judged
from grader.spec.domain import Range
from grader.spec.scalar import Expression, Identifier, Text


class FormulaAnswer(Judged):
    """A formula, as a Python function or as text; judged at every admissible point, exactly."""

    kind: Literal["formula"]

    name: Identifier
    """The name the student's module defines."""

    oracle: Expression | None = None
    """The right formula: plain arithmetic in the variables, or a torch expression."""

    variables: Annotated[dict[Identifier, Range], Field(min_length=1)]
    """Each variable, in the order a function takes them, with the whole numbers it takes."""

    where: Expression | None = None
    """Which points are admissible, such as ``I + 2*P >= K``; all where none is given."""

    quoted: tuple[Text, ...] = ()
    """Formulas printed in the prompt or the book, as TeX; each must agree with the oracle."""
