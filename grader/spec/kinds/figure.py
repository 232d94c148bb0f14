"""The `figure` kind: a plot that a person marks. Pure data: no I/O, no torch, no student code."""

from typing import Literal

from grader.spec.base import Asked
from grader.spec.scalar import Identifier, Text


class FigureAnswer(Asked):
    """A plot, shown in the report and marked by a person along a rubric.

    The student's module gives a Matplotlib figure, or the name of a PNG file handed in with it.
    """

    kind: Literal["figure"]

    name: Identifier
    """The name the student's module defines."""

    rubric: tuple[Text, ...] = ()
    """What the marker looks for, one line each."""
