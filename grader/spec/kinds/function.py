"""The `function` kind: a Python function. Pure data: no I/O, no torch, no student code."""

from typing import Literal

from pydantic import Field

from grader.spec.base import Given
from grader.spec.kinds.called import Called
from grader.spec.scalar import Count, Expression, Identifier


class FunctionAnswer(Called):
    """A function, called on generated cases and compared with the oracle on each."""

    kind: Literal["function"]

    oracle: Expression | dict[Identifier, Expression] | None = None
    """What it must return, written in the names of its arguments; of several values, each by its
    name, in the order of the tuple it returns, or as the keys of the dict."""

    arguments: dict[Identifier, Expression] = Field(default_factory=dict)
    """Each argument, in order, with how it is drawn, such as ``X: normal(4, integer(2, 6))``;
    later ones may use earlier ones. The problem's where none are given."""

    examples: tuple[dict[Identifier, Given], ...] = ()
    """Cases fixed by the author, tried before the drawn ones."""

    cases: Count = 8
    """How many cases are drawn; of a larger pool, those that tell most mistakes apart."""

    unchanged: tuple[Identifier, ...] = ()
    """Arguments that the call must leave as they are."""
