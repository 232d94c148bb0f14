"""The `gradient` kind: hand-written gradients. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.kinds.called import Called
from grader.spec.scalar import Count, Expression, Identifier
from grader.spec.script import Script


class GradientAnswer(Called):
    """Gradients by hand, compared with those of torch in float64.

    The call may name `upstream`, the gradient from above, which is drawn with the shape of `of`;
    where it does not, `of` is one number, and the gradient is of that.
    """

    kind: Literal["gradient"]

    of: Expression
    """What is differentiated, in the names of the arguments: ``conv2d(x, w)``."""

    wrt: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The arguments it is differentiated by, in the order of what is returned."""

    arguments: dict[Identifier, Expression] = Field(default_factory=dict)
    """Each argument, in order, with how it is drawn; `distinct` draws no ties. The problem's
    where none are given."""

    forward: Script | None = None
    """The student's own forward, as lines of Python: a wrong gradient is then also held against
    differences of it, and the report says whether it is the derivative of what they wrote."""

    cases: Count = 6
    """How many cases are drawn; of a larger pool, those that tell most mistakes apart."""
