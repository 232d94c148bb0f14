"""The `random` kind: code with a distribution. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.base import Spec
from grader.spec.kinds.called import Called
from grader.spec.scalar import Count, Expression, Identifier, Words
from grader.spec.script import Script


class Chance(Spec):
    """One statistical check of what a call gave; just one of `share` and `cdf` is given."""

    of: Script
    """What is looked at, in the student's process, in the names of the call, `sample` and the
    arguments: truth values for a `share`, numbers for a `cdf`."""

    share: Expression | None = None
    """The chance that one of them is true, in the arguments."""

    cdf: Expression | None = None
    """Their distribution: the chance of a number up to `t`, in `t` and the arguments."""

    says: Words
    """What is off where the check fails, for the student: Markdown with TeX maths."""


class RandomAnswer(Called):
    """Code that draws at random, checked statistically.

    All checks of an answer together fail right code with a chance below one in a million, whatever
    the sample size: by Chernoff's bound for shares, and by that of Dvoretzky, Kiefer and Wolfowitz
    for distributions. Both hold for independent draws.
    """

    kind: Literal["random"]

    arguments: Annotated[dict[Identifier, Expression], Field(min_length=1)]
    """Each argument, in order, with how it is drawn."""

    checks: Annotated[tuple[Chance, ...], Field(min_length=1)]
    """What must hold of a call's result, which is called `sample`."""

    least: Count = 1000
    """How many draws each check must see at least."""

    cases: Count = 2
    """How many calls."""
