"""The `choice` kind: one or several of given options. Pure data: no I/O, no torch."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.base import Asked
from grader.spec.scalar import Identifier, Text


class ChoiceAnswer(Asked):
    """One or several of the options, by their keys; judged exactly."""

    kind: Literal["choice"]

    name: Identifier
    """The name the student's module defines."""

    options: Annotated[dict[Text, Text], Field(min_length=2)]
    """Key to the option's words, such as ``a: It grows``."""

    expected: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The keys of the right options; more than one makes it a choice of several."""
