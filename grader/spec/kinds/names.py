"""The `names` kind: things to list by name. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.base import Asked
from grader.spec.scalar import Identifier, Text


class NamesAnswer(Asked):
    """Names in any order, as text, dotted text, or the objects themselves."""

    kind: Literal["names"]

    name: Identifier
    """The name the student's module defines."""

    within: Text = ""
    """The module they live in, such as ``torch.nn``; it may be left out or shortened."""

    expected: Annotated[tuple[Text | tuple[Text, ...], ...], Field(min_length=1)]
    """What to list; where several names mean the same, a list of them."""

    harmless: tuple[Text, ...] = ()
    """Extras that are named to the student but cost nothing; any other extra cancels a right
    name."""
