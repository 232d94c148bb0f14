"""Frozen data: the base of nearly every class that holds some, and what is done with them.

Made by msgspec (`msgspec.Struct`), since a class costs it a thirtieth of what `dataclasses` takes,
and a student waits while most of ours are made; an object costs less, too. What runs inside the
walls, or before them, has no packages and uses what the standard library has.
"""

from typing import Any

import msgspec
from msgspec import field
from msgspec.structs import asdict, astuple, replace

__all__ = ["Record", "asdict", "astuple", "field", "list_fields", "replace"]


class Record(msgspec.Struct, frozen=True):
    """Its annotated names are its fields, in order; equal if they are equal, and hashed by them."""


def list_fields(record: Record | type[Record]) -> dict[str, Any]:
    """List the fields of a record or of a class of them, each with its annotation as written."""
    import inspect  # noqa: PLC0415 - slow to import, and a record needs none of it

    kind = record if isinstance(record, type) else type(record)
    annotations: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        # From Python 3.14 on no class holds them in its dictionary before somebody asks.
        annotations |= inspect.get_annotations(each)
    return {name: annotations[name] for name in kind.__struct_fields__}
