"""The `expression` kind: a closed form. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.kinds.called import Called
from grader.spec.scalar import Count, Expression, Identifier


class ExpressionAnswer(Called):
    """A derivative or a closed form, as text such as ``"X.T @ (X @ w - y)"`` or as a function.

    It is evaluated on generated values of its symbols and compared with the oracle, shape included:
    the layout is the one that the oracle has.
    """

    kind: Literal["expression"]

    oracle: Expression | None = None
    """What it must equal, such as ``grad(loss(X @ w, y), wrt=w, upstream=1)``."""

    symbols: Annotated[dict[Identifier, Expression], Field(min_length=1)]
    """Each symbol, with how it is drawn; shapes and layout are what is drawn."""

    cases: Count = 6
    """How many cases are drawn."""
