"""Frozen records to and from JSON, by their own annotations.

The table of records is closed: reading makes those and nothing else, and whatever has not the
annotated type is refused with its place. Nothing that is read is executed.
"""

import base64
import binascii
import math
import types
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final, Literal, Union, get_args, get_origin

import numpy as np

from grader.handout import bundle
from grader.key import kinds, terms, truth
from grader.record import Record, list_fields
from grader.values import Value, WireError, decode, encode

Json = Any
"""What `json.loads` gives."""

RECORDS: Final[Mapping[str, type]] = {
    name: record
    for module in (bundle, kinds, terms, truth)
    for name, record in vars(module).items()
    if isinstance(record, type) and issubclass(record, Record) and record is not Record
}
"""Every record a bundle may hold, by the name it is written under."""

_INPUTS = tuple[Value, ...]
_SPECIAL = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}
"""Numbers that JSON has no word for."""

MOST_CELLS: Final = 1 << 20
"""Entries of one array."""


class RecordError(Exception):
    """What was read is no such record; the text says where, what was wanted and what was found."""


def write_record(value: object) -> Json:
    """Turn records into what JSON can hold.

    Raises:
        TypeError: There is something among them that no bundle may hold.
    """
    match value:
        case None | bool() | str() | int():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case np.ndarray():
            flat = [write_record(float(each)) for each in value.flat]
            return {"shape": list(value.shape), "values": flat}
        case tuple():
            return [write_record(each) for each in value]
        case Mapping():
            return {str(name): write_record(each) for name, each in value.items()}
        case _ if type(value).__name__ in RECORDS:
            return {"is": type(value).__name__, **_write_fields(value)}
        case _:
            raise TypeError(f"a bundle cannot hold {type(value).__name__}")


def _write_fields(record: Any) -> dict[str, Json]:
    written = {}
    for name, type_ in list_fields(record).items():
        found = getattr(record, name)
        if type_ == _INPUTS:  # as they cross to the student's process
            written[name] = base64.b64encode(encode(list(found))).decode()
        else:
            written[name] = write_record(found)
    return written


def read_record(wanted: Any, found: Json, where: str) -> Any:
    """Read what an annotation says, checking the type of everything in it.

    Args:
        wanted: The annotation: a record, or what one is made of.
        found: What `json.loads` gave.
        where: Its place, for messages.

    Raises:
        RecordError: It is something else.
    """
    origin = get_origin(wanted)
    if wanted == _INPUTS:
        return _read_inputs(found, where)
    if wanted == truth.Floats:
        return _read_floats(found, where)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(wanted), found, where)
    if origin is Literal:
        return found if found in get_args(wanted) else _refuse(wanted, found, where)
    if origin is tuple:
        return _read_tuple(get_args(wanted), found, where)
    if origin is Mapping:
        inner = get_args(wanted)[1]
        pairs = _expect(dict, found, where).items()
        return {name: read_record(inner, each, f"{where}.{name}") for name, each in pairs}
    if isinstance(wanted, type) and issubclass(wanted, Record):
        return _read_fields(wanted, found, where)
    return _read_plain(wanted, found, where)


def _expect(wanted: type, found: Json, where: str) -> Any:
    return found if type(found) is wanted else _refuse(wanted, found, where)


def _refuse(wanted: Any, found: Json, where: str) -> Any:
    name = getattr(wanted, "__name__", str(wanted))
    raise RecordError(f"{where}: wanted {name}, found {repr(found)[:60]}")


def _read_plain(wanted: type, found: Json, where: str) -> Any:
    if wanted is float:
        if type(found) is str and found in _SPECIAL:
            return _SPECIAL[found]
        is_number = type(found) is float or (type(found) is int and abs(found) < 2**1000)
        return float(found) if is_number else _refuse(wanted, found, where)
    if wanted is Fraction:
        above, slash, below = _expect(str, found, where).partition("/")
        is_digits = (
            found.isascii() and above.removeprefix("-").isdecimal() and below.isdecimal() and slash
        )
        if not is_digits or not below.strip("0") or len(found) > MOST_DIGITS:
            _refuse(wanted, found, where)
        return Fraction(int(above), int(below))
    if wanted is types.NoneType:
        return None if found is None else _refuse(wanted, found, where)
    return _expect(wanted, found, where)


MOST_DIGITS: Final = 4000
"""Of a fraction; Python's own limit on reading numbers is a little above."""


def _read_union(options: tuple[Any, ...], found: Json, where: str) -> Any:
    named = found.get("is") if type(found) is dict else None
    for option in options:
        if named is not None and getattr(option, "__name__", "") != named:
            continue
        try:
            return read_record(option, found, where)
        except RecordError:
            if named is not None:
                raise
    return _refuse(" or ".join(getattr(each, "__name__", "?") for each in options), found, where)


def _read_tuple(inner: tuple[Any, ...], found: Json, where: str) -> tuple[Any, ...]:
    items = _expect(list, found, where)
    if inner[-1] is not Ellipsis and len(inner) != len(items):
        _refuse(f"{len(inner)} items", found, where)
    return tuple(
        read_record(inner[0], each, f"{where}[{number}]") for number, each in enumerate(items)
    )


def _read_fields(record: Any, found: Json, where: str) -> Any:
    given = _expect(dict, found, where)
    name = record.__name__
    if given.get("is") != name:
        _refuse(name, given.get("is"), where)
    fields = list_fields(record)
    odd = set(given) ^ {"is", *fields}
    if odd:
        raise RecordError(f"{where}: wanted the fields of {name}, found a difference: {odd}")
    return record(
        **{field: read_record(fields[field], given[field], f"{where}.{field}") for field in fields}
    )


def _read_inputs(found: Json, where: str) -> tuple[Value, ...]:
    try:
        values = decode(base64.b64decode(_expect(str, found, where), validate=True))
    except (binascii.Error, ValueError, WireError) as error:
        raise RecordError(f"{where}: wanted inputs of a call, found {error}") from None
    return tuple(_expect(list, values, where))


def _read_floats(found: Json, where: str) -> Any:
    given = _expect(dict, found, where)
    shape = read_record(tuple[int, ...], given.get("shape"), f"{where}.shape")
    values = _expect(list, given.get("values"), f"{where}.values")
    size = math.prod(shape)
    if set(given) != {"shape", "values"} or min(shape, default=0) < 0 or size > MOST_CELLS:
        _refuse("an array", found, where)
    if size != len(values):
        _refuse(f"{size} values", values, where)
    flat = [_read_plain(float, each, where) for each in values]
    array = np.array(flat, np.float64).reshape(shape)
    array.setflags(write=False)
    return array
