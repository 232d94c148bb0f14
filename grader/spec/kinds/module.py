"""The `module` kind: a layer or a network. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.kinds.called import Called
from grader.spec.scalar import Count, Expression, Identifier, Text
from grader.spec.script import Script

Compared = Literal["output", "input-gradients", "weight-gradients", "buffers"]


class ModuleAnswer(Called):
    """A module given the reference's weights; its outputs and gradients are compared.

    The student writes an `nn.Module`, a function that makes one, or a plain class with `forward`
    and `backward`.
    """

    kind: Literal["module"]

    oracle: Expression | None = None
    """The reference module, as an expression that makes it, such as ``nn.Linear(d, 4)``."""

    arguments: dict[Identifier, Expression] = Field(default_factory=dict)
    """What modules are made from and called with, each with how it is drawn; the problem's where
    none are given."""

    build: Script | None = None
    """How the student's module is made; the name called without arguments where none is given."""

    inputs: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The arguments that the module is called with."""

    weights: Literal["order"] | dict[Text, Text] = "order"
    """`order`: weights fit by shape, in the order they were made; or the student's dotted name for
    each of the reference's: ``{query.weight: w_q.weight}``."""

    gradients: dict[Text, Text] = Field(default_factory=dict)
    """For a plain class: the attribute that holds each weight's gradient, by the reference's
    name."""

    mode: Literal["train", "eval"] = "train"
    """Which mode the modules are put in."""

    judged: Annotated[tuple[Compared, ...], Field(min_length=1)] = (
        "output",
        "input-gradients",
        "weight-gradients",
    )
    """What is compared; `buffers` are compared after the call."""

    cases: Count = 3
    """How many cases are drawn."""
