"""The `text` kind: prose that a person marks. Pure data: no I/O, no torch, no student code."""

from typing import Literal

from grader.spec.base import Asked
from grader.spec.scalar import Flag, Identifier, Text


class TextAnswer(Asked):
    """Prose, shown in the report and marked by a person along a rubric."""

    kind: Literal["text"]

    name: Identifier
    """The name the student's module defines; a string."""

    rubric: tuple[Text, ...] = ()
    """What the marker looks for, one line each."""

    optional: Flag = False
    """An absent answer is no gap; only for answers worth 0 points."""
