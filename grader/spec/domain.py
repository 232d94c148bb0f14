"""Ranges of whole numbers, written `1..12`. Pure data: no I/O, no torch, no student code."""

import re
from collections.abc import Iterator
from typing import Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from grader.record import Record

_RANGE = re.compile(r"\s*(-?[0-9]{1,9})\s*\.\.\s*(-?[0-9]{1,9})\s*")


class Range(Record, frozen=True):
    """The whole numbers from `low` to `high`, both included."""

    low: int
    high: int

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.low, self.high + 1))

    def __len__(self) -> int:
        return self.high - self.low + 1

    def __str__(self) -> str:
        return f"{self.low}..{self.high}"

    @classmethod
    def read(cls, text: object) -> Self:
        """Read ``low..high``.

        Raises:
            PydanticCustomError: The author wrote something else, or a range that holds nothing.
        """
        if isinstance(text, cls):
            return text
        found = _RANGE.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise PydanticCustomError("range", "wanted a range such as 1..12")
        low, high = int(found[1]), int(found[2])
        if low > high:
            raise PydanticCustomError("range", "wanted low..high with low no larger than high")
        return cls(low, high)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "title": "range such as 1..12",
            "type": "string",
            "pattern": r"^\s*-?[0-9]+\s*\.\.\s*-?[0-9]+\s*$",
        }
