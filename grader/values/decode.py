"""Read a value from bytes that anybody may have written.

Runs in the trusted process on hostile input: every length is checked against what is left and
against its limit before anything is allocated, and `WireError` is the only exception that leaves.
"""

import math
import struct
from collections.abc import Callable
from typing import Any

from grader.values import model
from grader.values.model import Array, Named, Unsupported, Value


class WireError(Exception):
    """Bytes that are not a message, or are one over a limit; `encode` never writes such."""


def decode(message: bytes) -> Value:
    """Read one message; every value in it is new, and arrays are read-only.

    Raises:
        WireError: It is not a message, or is over a limit. No other exception leaves here.
    """
    if len(message) > model.MAX_BYTES + 1024:  # the message that just fits, and its tags
        raise WireError(f"wanted at most {model.MAX_BYTES} bytes, found {len(message)}")
    decoder = _Decoder(message)
    value = decoder.node(0)
    if decoder.position != len(message):
        raise WireError(f"{len(message) - decoder.position} bytes after the value")
    return value


class _Decoder:
    """How far reading has come, and what is left of each limit."""

    def __init__(self, message: bytes) -> None:
        self.message = message
        self.position = 0
        self.nodes = 0
        self.numbers = 0
        self.arrays = 0
        self.pairs = 0

    def skip(self, size: int) -> slice:
        """Where the next bytes are, none of them copied."""
        start = self.position
        if start + size > len(self.message):
            raise WireError(f"wanted {size} bytes, found {len(self.message) - start}")
        self.position = start + size
        return slice(start, self.position)

    def take(self, size: int) -> bytes:
        return self.message[self.skip(size)]

    def count(self, limit: int) -> int:
        n = int.from_bytes(self.take(4), "little")
        if n > limit:
            raise WireError(f"wanted a count of at most {limit}, found {n}")
        return n

    def text(self, limit: int) -> str:
        try:
            return self.take(self.count(limit)).decode()
        except UnicodeDecodeError as error:
            raise WireError("text is not UTF-8") from error

    def name(self) -> str:
        return self.text(4 * model.MAX_NAME)

    def node(self, depth: int) -> Value:
        self.nodes += 1
        if self.nodes > model.MAX_NODES or depth > model.MAX_DEPTH:
            raise WireError("too many nodes, or too deep")
        tag = self.take(1)
        reader = _READERS.get(tag)
        if reader is None:
            raise WireError(f"wanted a tag, found {tag!r}")
        return reader(self, depth)


def _read_big_int(decoder: _Decoder, _depth: int) -> Value:
    part = decoder.take(decoder.count(model.MAX_INT_BYTES))
    return int.from_bytes(part, "little", signed=True)


def _read_complex(decoder: _Decoder, _depth: int) -> Value:
    return complex(*struct.unpack("<dd", decoder.take(16)))


def _read_list(decoder: _Decoder, depth: int) -> Value:
    count = decoder.count(model.MAX_NODES - decoder.nodes)
    return [decoder.node(depth + 1) for _ in range(count)]


def _read_numbers(decoder: _Decoder, code: str) -> tuple[Value, ...]:
    count = decoder.count(model.MAX_NUMBERS - decoder.numbers)
    decoder.numbers += count
    return struct.unpack(f"<{count}{code}", decoder.take(8 * count))


def _read_dict(decoder: _Decoder, depth: int) -> Value:
    count = decoder.count(model.MAX_PAIRS - decoder.pairs)
    decoder.pairs += count
    keys: list[Value] = []
    values: list[Value] = []
    for _ in range(count):
        key = decoder.node(depth + 1)
        if not _is_key(key):
            raise WireError(f"wanted a dict key, found a {type(key).__name__}")
        keys.append(key)
        values.append(decoder.node(depth + 1))
    if model.is_crowded(keys):
        raise WireError("dict keys that share a hash")
    result = dict(zip(keys, values, strict=True))
    if len(result) != count:
        raise WireError("a dict key twice")
    return result


def _is_key(key: Value) -> bool:
    if isinstance(key, tuple):
        return len(key) <= model.MAX_NDIM and all(_is_key(item) for item in key)
    return key is None or isinstance(key, bool | int | float | complex | str)


def _read_array(decoder: _Decoder, _depth: int) -> Value:
    import numpy as np  # noqa: PLC0415 - heavy, and most messages hold no array

    decoder.arrays += 1
    if decoder.arrays > model.MAX_ARRAYS:
        raise WireError(f"wanted at most {model.MAX_ARRAYS} arrays")
    flags, code, ndim = decoder.take(3)
    if flags > 0b1111 or code >= len(model.DTYPES) or ndim > model.MAX_NDIM:
        raise WireError("an array with unknown flags, dtype or too many axes")
    shape = struct.unpack(f"<{ndim}Q", decoder.take(8 * ndim))
    if not model.is_addressable(shape):
        raise WireError(f"an array of shape {shape}")
    subclass = decoder.name() if flags & 8 else None
    dtype = np.dtype(model.DTYPES[code])
    place = decoder.skip(math.prod(shape) * dtype.itemsize)
    part = bytearray(memoryview(decoder.message)[place])  # a copy: aligned, and it keeps no message
    data: Any = np.frombuffer(part, dtype).reshape(shape)
    if dtype.kind == "b" and (np.frombuffer(part, np.uint8) > 1).any():
        raise WireError("a bool that is neither 0 nor 1")
    data.setflags(write=False)
    return Array(
        data, "torch" if flags & 1 else "numpy", bool(flags & 2), bool(flags & 4), subclass
    )


def _read_named(decoder: _Decoder, _depth: int) -> Value:
    kind, count = decoder.take(2)
    if kind >= len(model.NAMED_KINDS) or model.MAX_PARAMETERS < count < 0xFF:
        raise WireError("a name of unknown kind, or too many parameters")
    module, qualname = decoder.name(), decoder.name()
    parameters = None if count == 0xFF else tuple(decoder.name() for _ in range(count))
    return Named(model.NAMED_KINDS[kind], module, qualname, parameters)


_READERS: dict[bytes, Callable[[_Decoder, int], Value]] = {
    b"N": lambda _decoder, _depth: None,
    b"T": lambda _decoder, _depth: True,
    b"F": lambda _decoder, _depth: False,
    b"i": lambda decoder, _depth: int.from_bytes(decoder.take(8), "little", signed=True),
    b"I": _read_big_int,
    b"f": lambda decoder, _depth: float(struct.unpack("<d", decoder.take(8))[0]),
    b"c": _read_complex,
    b"s": lambda decoder, _depth: decoder.text(model.MAX_TEXT_BYTES),
    b"l": _read_list,
    b"t": lambda decoder, depth: tuple(_read_list(decoder, depth)),  # type: ignore[arg-type]  # a list
    b"j": lambda decoder, _depth: list(_read_numbers(decoder, "q")),
    b"k": lambda decoder, _depth: _read_numbers(decoder, "q"),
    b"x": lambda decoder, _depth: list(_read_numbers(decoder, "d")),
    b"y": lambda decoder, _depth: _read_numbers(decoder, "d"),
    b"d": _read_dict,
    b"a": _read_array,
    b"m": _read_named,
    b"u": lambda decoder, _depth: Unsupported(decoder.name(), decoder.name()),
}
