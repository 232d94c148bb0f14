"""The `sequence` kind: a stateful update. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.kinds.called import Called
from grader.spec.scalar import Count, Expression, Identifier


class SequenceAnswer(Called):
    """An update that is applied again and again, such as an optimiser's step.

    Every step is called with the state that is right before it, so that one slip is not punished
    again in every later step.
    """

    kind: Literal["sequence"]

    state: Annotated[dict[Identifier, Expression], Field(min_length=1)]
    """What is carried from step to step, with how it starts."""

    inputs: dict[Identifier, Expression] = Field(default_factory=dict)
    """What is drawn anew for each step, such as ``g: normal(3)``. `step` counts them from 1."""

    arguments: dict[Identifier, Expression] = Field(default_factory=dict)
    """What stays the same over all steps, such as ``lr: one_of(0.5, 0.125)``."""

    oracle: dict[Identifier, Expression] | None = None
    """The new value of each state, in the names of the old ones, the inputs and the arguments."""

    steps: Count = 4
    """Steps of one run."""

    cases: Count = 2
    """Runs."""
