"""The `property` kind: what must hold of any input. Pure data: no I/O, no torch."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.base import Spec
from grader.spec.kinds.called import Called
from grader.spec.scalar import Count, Expression, Id, Identifier, Text
from grader.spec.script import Script


class Claim(Spec):
    """One comparison that must hold on every input."""

    id: Id
    """Names the property in reports."""

    claim: Script
    """A comparison in the student's names and the arguments', such as ``f(x + c) == f(x)``; lines
    before it may give names to what both sides use."""

    says: Text = ""
    """What to tell a student whose code breaks it: Markdown with TeX maths."""


class PropertyAnswer(Called):
    """Code of which only properties are known, tested on generated inputs.

    Both sides are computed from what the student's code gives, in a process that holds nothing of
    the student's, and compared in another; a failing input is shrunk.
    """

    kind: Literal["property"]

    arguments: Annotated[dict[Identifier, Expression], Field(min_length=1)]
    """Each name that the claims use, with how it is drawn."""

    properties: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """What must hold."""

    cases: Count = 12
    """How many inputs are drawn."""
