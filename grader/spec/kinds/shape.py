"""The `shape` kind: the dimensions of an array. Pure data: no I/O, no torch, no student code."""

from typing import Literal

from grader.spec.base import Judged
from grader.spec.scalar import Expression, Identifier


class ShapeAnswer(Judged):
    """A shape: a tuple, a list, a `torch.Size`, or text such as "3x3"; judged exactly."""

    kind: Literal["shape"]

    name: Identifier
    """The name the student's module defines."""

    oracle: Expression | None = None
    """The right shape, such as ``conv2d(A, B).shape``."""
