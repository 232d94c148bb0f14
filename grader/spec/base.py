"""What every spec model has in common. Pure data: no I/O, no torch, no student code."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from grader.spec.scalar import (
    Allowance,
    Expression,
    Id,
    Identifier,
    Points,
    Share,
    Text,
    Words,
    as_data,
)


class Spec(BaseModel):
    """Base of every model here: immutable, and an unknown key is an error."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, defer_build=True
    )


Given = Annotated[
    object,
    BeforeValidator(as_data),
    WithJsonSchema(
        {"title": "data", "type": ["number", "array", "string", "boolean"]},
    ),
]
"""A number, or nested lists of numbers that become a float64 tensor, or text."""


class Misconception(Spec):
    """A named wrong way, written like a reference, with what to tell a student who went it."""

    id: Id
    """Names the mistake in reports and class statistics."""

    oracle: Expression | dict[str, Expression]
    """What the mistake would give, in the same vocabulary as the reference."""

    says: Words
    """The likely cause, for the student: Markdown with TeX maths, one or two sentences."""

    next: Text = ""
    """One thing to do next, for the student; Markdown with TeX maths."""

    credit: Share = 0.0
    """Share of the points that this mistake still earns."""


class Imprecision(Spec):
    """A way of computing the right value that loses digits, such as variance in one pass."""

    id: Id
    """Names the way in reports."""

    oracle: Expression | dict[str, Expression]
    """The same value by that way; what its rounding in single precision explains is `imprecise`,
    neither right nor wrong."""

    says: Words
    """What to tell the student: Markdown with TeX maths."""


class Tolerance(Spec):
    """Elementwise closeness: ``|actual - expected| <= atol + rtol * |expected|``."""

    rtol: Allowance
    """Relative tolerance; given together with `atol` or not at all."""

    atol: Allowance
    """Absolute tolerance, in the units of the compared value."""


class Asked(Spec):
    """What all answer kinds share."""

    points: Points | None = None
    """This answer's share of its part's points; equal shares where none is given."""


class Judged(Asked):
    """What the answer kinds with a reference share."""

    tolerance: Tolerance | None = None
    """Overrides the tolerance that the oracle derives for values that are not whole numbers."""

    misconceptions: tuple[Misconception, ...] = ()
    """Named wrong ways, tried when the answer is not right."""

    imprecise: tuple[Imprecision, ...] = ()
    """Ways of computing the right value that lose digits: what they explain is `imprecise`."""

    also: Expression | dict[Identifier, Expression] | None = None
    """The reference in another formulation, written like it; `grader audit` holds the two against
    each other."""
