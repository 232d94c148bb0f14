"""How the code of an answer is called and what is right: one form for every kind that is called.

A `gradient`, a `module`, an `expression` or a step of a `sequence` is a call whose outputs torch
can compute too. Each kind says so in a plan; drawing cases, choosing among them, comparing,
diagnosing and shrinking know nothing else.
"""

from collections.abc import Callable
from typing import Any, Literal

import torch
from torch import Tensor

from grader.key.kinds import Way
from grader.oracle.asking import Asking
from grader.oracle.draw import Draw
from grader.oracle.expression import Expression, Names
from grader.record import Record
from grader.spec.kinds.called import Called
from grader.values import Array, Value


class Output(Record, frozen=True):
    """One value that a call gives."""

    name: str
    """Empty where there is but one."""

    reference: Expression


class Plan(Record, frozen=True):
    """How cases are drawn, called and solved."""

    asking: Asking
    answer: Called
    parameters: tuple[str, ...]
    """What the student's code is called with, in order."""

    outputs: tuple[Output, ...]
    draw: Callable[[Draw], list[dict[str, Any]]]
    """Draws the inputs of one call, or of every step of a run."""

    where: Expression | None
    ways: tuple[Way, ...]
    cases: int
    examples: tuple[Names, ...] = ()
    unchanged: tuple[str, ...] = ()
    text: bool = False
    slack: float | None = None
    """Where an output is a pair of sides: by what share of their size rounding may part them."""

    steps: int | None = None
    """How many calls are drawn together and stay together, as the steps of a run."""

    def arguments(self, inputs: Names) -> tuple[Value, ...]:
        """Turn drawn inputs into what the student's code is called with.

        Raises:
            SpecError: One is nothing that can cross the process border.
        """
        found = []
        for name in self.parameters:
            try:
                found.append(as_argument(inputs[name], self.answer.arrays, self.answer.dtype))
            except TypeError as error:
                raise self.asking.fail(f"wanted data, but {error}", "arguments", name) from None
        return tuple(found)


def as_argument(
    value: object, arrays: str, dtype: Literal["float64", "float32"] = "float64"
) -> Value:
    """Turn a drawn value into what a student's code is called with.

    Raises:
        TypeError: It is nothing that can cross the process border.
    """
    match value:
        case Tensor() if arrays == "list":
            return value.tolist()
        case Tensor():
            plain = value.to(getattr(torch, dtype)) if value.is_floating_point() else value
            return Array.of(plain.numpy(), "torch" if arrays == "torch" else "numpy")
        case tuple():
            return tuple(as_argument(each, arrays, dtype) for each in value)
        case list():
            return [as_argument(each, arrays, dtype) for each in value]
        case dict():
            return {key: as_argument(each, arrays, dtype) for key, each in value.items()}
        case None | bool() | int() | float() | str():
            return value
        case _:
            raise TypeError(f"a case cannot hold a {type(value).__name__}")
