"""What the kinds share whose answers are code to be called. Pure data: no I/O, no torch."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.base import Judged, Spec
from grader.spec.rule import Rule
from grader.spec.scalar import Count, Expression, Identifier, Ratio, Share, Text
from grader.spec.script import Script


class Efficiency(Spec):
    """What right code may take, as ratios to a yardstick that runs beside it."""

    yardstick: Script
    """Code of the same order that holds no answer, such as ``x @ y.T``, in the names of the
    arguments, of `np` and of `torch`."""

    arguments: Annotated[dict[Identifier, Expression], Field(min_length=1)]
    """Inputs large enough to be measured, one for each that the cases have."""

    time: Ratio | None = None
    """Most times the yardstick's time; be generous: right solutions spread fiftyfold."""

    memory: Ratio | None = None
    """Most times the yardstick's memory, of what Python and NumPy allocate."""

    credit: Share = 0.0
    """Share of the points for right code that takes more."""


class Called(Judged):
    """Code that is called on generated cases; see `grader.spec.kinds`."""

    name: Identifier
    """The function or class the student's module defines."""

    where: Expression | None = None
    """Which drawn cases are admissible; all where none is given."""

    call: Script | Annotated[dict[Text, Script], Field(min_length=1)] | None = None
    """How the code is called, where `name(arguments)` in order is not it: lines of Python in the
    student's names and the arguments', such as ``Conv(k).forward(x)``; the last line gives what is
    marked. Several ways, each with a label, are all tried, and the best one counts."""

    arrays: Literal["numpy", "torch", "list"] = "numpy"
    """What arrays are passed as."""

    dtype: Literal["float64", "float32"] = "float64"
    """What floating arrays are passed in."""

    marked: Literal["whole", "cases"] = "whole"
    """`whole`: all points or none; `cases`: points for each right case, outputs counted apart."""

    forbid: tuple[Rule, ...] = ()
    """What the source must not use: ``loops``, ``autograd``, ``@``, dotted names such as
    ``torch.nn.functional.conv2d`` or ``numpy.linalg.*``, or a method as ``.matmul``. Found in the
    source, imports and own helpers followed, and refused while it runs."""

    require: tuple[Rule, ...] = ()
    """What the source must use, written likewise."""

    most_operations: Count | None = None
    """How many operators, comparisons and calls the source may hold."""

    effort: Efficiency | None = None
    """What it may take, beside a yardstick."""

    @property
    def ways(self) -> dict[str, str]:
        """Label to lines; the empty label and no lines for a plain call."""
        if isinstance(self.call, dict):
            return dict(self.call)
        return {"": self.call or ""}
