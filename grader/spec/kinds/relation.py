"""The `relation` kind: a claim with unknowns. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.base import Judged
from grader.spec.domain import Range
from grader.spec.scalar import Count, Expression, Identifier


class RelationAnswer(Judged):
    """Values that make a claim true, tested on generated inputs.

    The student gives the unknowns of an equation such as "max-pooling is LP-pooling with p = …";
    the oracle puts them in and compares both sides.
    """

    kind: Literal["relation"]

    unknowns: Annotated[
        dict[Identifier, Literal["number"] | dict[Identifier, Range]], Field(min_length=1)
    ]
    """Each name the student's module defines: `number`, or a formula's variables with their
    ranges."""

    claim: Expression
    """An equation ``left == right`` in the unknowns and the arguments; unknown formulas are called
    with their variables."""

    arguments: Annotated[dict[Identifier, Expression], Field(min_length=1)]
    """Each free variable of the claim, with how it is drawn."""

    where: Expression | None = None
    """Which drawn inputs the claim is about."""

    cases: Count = 8
    """How many inputs are drawn."""

    oracle: dict[Identifier, Expression] | None = None
    """The right value of every unknown; a formula is written in its variables."""
