"""The `number` kind: one number. Pure data: no I/O, no torch, no student code."""

from typing import Literal

from grader.spec.base import Judged
from grader.spec.scalar import Expression, Identifier


class NumberAnswer(Judged):
    """A number: judged exactly if the reference is whole, else within a derived tolerance."""

    kind: Literal["number"]

    name: Identifier
    """The name the student's module defines."""

    oracle: Expression | None = None
    """The right number; may stand on the part instead when it asks for one answer."""
