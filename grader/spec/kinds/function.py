"""The `function` kind: a Python function. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.base import Given, Judged
from grader.spec.scalar import Count, Expression, Identifier


class FunctionAnswer(Judged):
    """A function, called on generated cases and compared with the oracle on each."""

    kind: Literal["function"]

    name: Identifier
    """The function the student's module defines."""

    oracle: Expression | None = None
    """What it must return, written in the names of its arguments."""

    arguments: Annotated[dict[Identifier, Expression], Field(min_length=1)]
    """Each argument, in order, with how it is drawn, such as ``X: normal(4, integer(2, 6))``;
    later ones may use earlier ones."""

    where: Expression | None = None
    """Which drawn cases are admissible; all where none is given."""

    examples: tuple[dict[Identifier, Given], ...] = ()
    """Cases fixed by the author, tried before the drawn ones."""

    cases: Count = 8
    """How many cases are drawn; of a larger pool, those that tell most mistakes apart."""

    arrays: Literal["numpy", "torch", "list"] = "numpy"
    """What arrays are passed as."""

    marked: Literal["whole", "cases"] = "whole"
    """`whole`: all points or none; `cases`: points for each right case."""
