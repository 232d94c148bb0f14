"""A YAML scalar as typed, and the field types that decide how to read it.

YAML guesses a type before anyone knows which field a value is for, and so `1.10` becomes 1.1 and
`no` becomes false. Here the field decides: the loader keeps every plain scalar as a `Scalar`, and
`Text` takes its letters while `Number` takes its value. Pure data: no I/O.
"""

import keyword
import math
import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

Plain = None | bool | int | float | str
Data = Plain | list["Data"] | dict[str, "Data"]
"""What YAML 1.2's core schema can say, with keys that are always text."""

_NO = re.compile(r"(?:null|Null|NULL|~|)")
_TRUTH = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,299})")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = {".inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}


class Scalar(str):
    """A plain (unquoted) YAML scalar: its letters, with `value` beside them.

    Quoted scalars are ordinary `str`: their author said that they are text.
    """

    __slots__ = ()

    @property
    def value(self) -> Plain:
        """The value by YAML 1.2's core schema, without octal, hexadecimal or leading zeros.

        Source:
            YAML 1.2.2, §10.3.2 (tag resolution of the core schema).
        """
        if _INTEGER.fullmatch(self):
            return int(self)
        if _FLOAT.fullmatch(self) and not re.fullmatch(r"[-+]?0[0-9]+", self):
            return float(self) if math.isfinite(float(self)) else str(self)
        if _NO.fullmatch(self):
            return None
        if _TRUTH.fullmatch(self):
            return self.lower() == "true"
        return _SPECIAL.get(self.lower(), str(self))


def as_text(given: object) -> object:
    """Take a scalar's letters; pass anything else on for pydantic to judge."""
    return str(given) if isinstance(given, Scalar) else given


def as_value(given: object) -> object:
    """Take a scalar's value; pass anything else on for pydantic to judge."""
    return given.value if isinstance(given, Scalar) else given


def as_data(given: object) -> object:
    """Take the values of all scalars in lists and mappings of any depth."""
    if isinstance(given, Mapping):
        return {key: as_data(value) for key, value in given.items()}
    if isinstance(given, list):
        return [as_data(value) for value in given]
    return as_value(given)


def refuse_keyword(name: str) -> str:
    """Refuse a name that no Python module can define.

    Raises:
        PydanticCustomError: It is a keyword.
    """
    if keyword.iskeyword(name):
        raise PydanticCustomError("keyword", "wanted a Python name that is not a keyword")
    return name


_TYPED = ["string", "number", "boolean"]
"""What an editor may take for text: it reads `1.10` and `true` as YAML does, we as typed."""

Text = Annotated[str, BeforeValidator(as_text), WithJsonSchema({"title": "text", "type": _TYPED})]
"""Text, whatever YAML would have made of it: `1.10` stays "1.10" and `no` stays "no"."""

Words = Annotated[
    str,
    StringConstraints(min_length=1),
    BeforeValidator(as_text),
    WithJsonSchema({"title": "text", "type": _TYPED, "minLength": 1}),
]
"""Text that is not empty."""

ID_PATTERN = r"^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$"
IDENTIFIER_PATTERN = r"^[A-Za-z_][A-Za-z0-9_]*$"

Id = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN),
    BeforeValidator(as_text),
    WithJsonSchema({"title": "id", "type": ["string", "number"], "pattern": ID_PATTERN}),
]
"""A name in reports and file names: letters and digits, joined by dots, dashes or underscores."""

Identifier = Annotated[
    str,
    StringConstraints(pattern=IDENTIFIER_PATTERN),
    BeforeValidator(as_text),
    AfterValidator(refuse_keyword),
    WithJsonSchema({"title": "Python name", "type": "string", "pattern": IDENTIFIER_PATTERN}),
]
"""A Python name, as a student's module defines it."""

Expression = Annotated[
    str,
    StringConstraints(min_length=1),
    BeforeValidator(as_text),
    WithJsonSchema({"title": "Python expression", "type": _TYPED, "minLength": 1}),
]
"""A Python expression in the oracle's vocabulary, such as ``conv2d(A, B)``."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False), BeforeValidator(as_value)]
"""A finite number."""

Ratio = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False), BeforeValidator(as_value)]
"""A number of times, over 0."""

Points = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False), BeforeValidator(as_value)]
"""Points, 0 or more, fractions allowed."""

Share = Annotated[
    float, Field(strict=True, ge=0, le=1, allow_inf_nan=False), BeforeValidator(as_value)
]
"""A share of the points, from 0 to 1."""

Step = Annotated[
    float, Field(strict=True, gt=0, le=1, allow_inf_nan=False), BeforeValidator(as_value)
]
"""A step to round to, over 0, at most 1."""

Allowance = Annotated[
    float, Field(strict=True, ge=0, allow_inf_nan=False), BeforeValidator(as_value)
]
"""How far off a value may be, 0 or more."""

Count = Annotated[int, Field(strict=True, ge=1, le=10_000), BeforeValidator(as_value)]
"""A whole number from 1 to 10,000."""

Seconds = Annotated[
    float, Field(strict=True, gt=0, le=3600, allow_inf_nan=False), BeforeValidator(as_value)
]
"""A time in seconds, over 0, at most an hour."""

Flag = Annotated[bool, Field(strict=True), BeforeValidator(as_value)]
"""true or false."""
