"""The `array` kind: an array of numbers. Pure data: no I/O, no torch, no student code."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from grader.spec.base import Judged
from grader.spec.scalar import Expression, Identifier


def read_dimensions(given: object) -> tuple[int, ...] | None:
    """Read ``5x5`` as (5, 5).

    Raises:
        PydanticCustomError: The author wrote something else.
    """
    if given is None or isinstance(given, tuple):
        return given
    if not isinstance(given, str) or not re.fullmatch(r"[0-9]{1,6}(?:x[0-9]{1,6})*", given):
        raise PydanticCustomError("dimensions", "wanted dimensions such as 5x5")
    return tuple(int(side) for side in given.split("x"))


Dimensions = Annotated[
    tuple[int, ...] | None,
    BeforeValidator(read_dimensions),
    WithJsonSchema(
        {
            "title": "dimensions such as 5x5",
            "type": ["string", "number"],
            "pattern": "^[0-9]+(x[0-9]+)*$",
        }
    ),
]


class ArrayAnswer(Judged):
    """An array: nested lists, a NumPy array or a tensor; shape first, then the values."""

    kind: Literal["array"]

    name: Identifier
    """The name the student's module defines."""

    oracle: Expression | None = None
    """The right array, such as ``conv2d(A, B)``."""

    shape: Dimensions = None
    """The shape the question promises, such as 5x5; checked against the oracle."""

    terms: Annotated[tuple[Identifier, ...], Field(max_length=2)] = ()
    """One or two given arrays whose products the entries add up by hand: an entry that is off by
    just one product, such as ``A[1,2]·B[1,1]``, is then pointed at."""

    marked: Literal["cells", "whole"] = "cells"
    """`cells`: points for each right cell, above what the best constant array would get;
    `whole`: all points or none."""
