"""Write a value as bytes.

Runs in the student's process on objects the student made, so nothing here is a promise: whatever it
writes is only what the student claims. It looks at exact types and refuses the rest by name.

A message is one tagged tree; integers are little-endian, ``n`` is an unsigned 32-bit count::

    N T F           None, True, False         l t  n + nodes         list, tuple
    i  8 bytes      an int of 64 bits         j k  n + 8n bytes      list, tuple of 64-bit ints
    I  n + bytes    a larger int, signed      x y  n + 8n bytes      list, tuple of floats
    f  8 bytes      float                     d    n + pairs         dict
    c  16 bytes     complex                   a    flags, dtype, axes, subclass, bytes   Array
    s  n + UTF-8    str                       m u  texts             Named, Unsupported
"""

import struct
import sys
from collections.abc import Callable
from types import EllipsisType
from typing import Any

from grader.values import model
from grader.values.foreign import translate
from grader.values.model import Array, Named, Unsupported


class TooLargeError(Exception):
    """A value that goes over one of the limits; the text says which."""


def encode(value: object) -> bytes:
    """Write any value as one message; what cannot cross is replaced by an `Unsupported`.

    Sets become sorted lists and ranges lists, named tuples and `torch.Size` tuples, and mappings of
    `collections` dicts. A value over a limit becomes one `Unsupported` as a whole.
    """
    encoder = _Encoder()
    try:
        encoder.node(value, 0)
    except TooLargeError as error:
        encoder = _Encoder()
        encoder.unsupported(type(value).__name__, f"too large: {error}{_shape(value)}")
    return b"".join(encoder.parts)


def _shape(value: object) -> str:
    """Say what shape an array has; nothing of what is none, or is the student's own."""
    is_array = type(value).__module__ in {"numpy", "torch"}
    shape = getattr(value, "shape", None) if is_array else None
    return f", of shape {tuple(shape)}" if isinstance(shape, tuple) else ""


class _Encoder:
    """The message so far, and what is left of each limit."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0
        self.nodes = 0
        self.numbers = 0
        self.arrays = 0
        self.pairs = 0
        self.unfinished: set[int] = set()
        """Containers being written: meeting one again means it holds itself."""

    def put(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > model.MAX_BYTES:
            raise TooLargeError(f"more than {model.MAX_BYTES >> 20} MiB")
        self.parts.append(part)

    def count(self, tag: bytes, n: int) -> None:
        self.put(tag + struct.pack("<I", n))

    def text(self, text: str) -> None:
        """A short text that need not be exact: names and reasons."""
        part = text[: model.MAX_NAME].encode(errors="replace")
        self.count(b"", len(part))
        self.put(part)

    def unsupported(self, type_name: str, why: str) -> None:
        self.put(b"u")
        self.text(type_name)
        self.text(why)

    def node(self, value: object, depth: int) -> None:
        self.nodes += 1
        if self.nodes > model.MAX_NODES:
            raise TooLargeError(f"more than {model.MAX_NODES} items")
        if depth > model.MAX_DEPTH:
            raise TooLargeError(f"nested more than {model.MAX_DEPTH} deep")
        writer = _WRITERS.get(type(value))
        if writer is None:
            value = translate(value)
            writer = _WRITERS[type(value)]
        writer(self, value, depth)


def _write_int(encoder: _Encoder, value: int, _depth: int) -> None:
    if -(1 << 63) <= value < 1 << 63:
        encoder.put(b"i" + struct.pack("<q", value))
        return
    size = value.bit_length() // 8 + 1
    if size > model.MAX_INT_BYTES:
        encoder.unsupported("int", f"too large: more than {model.MAX_INT_BYTES * 8} bits")
        return
    encoder.count(b"I", size)
    encoder.put(value.to_bytes(size, "little", signed=True))


def _write_str(encoder: _Encoder, value: str, _depth: int) -> None:
    try:
        part = value.encode()
    except UnicodeEncodeError:
        encoder.unsupported("str", "holds half of a surrogate pair, which is no text")
        return
    if len(part) > model.MAX_TEXT_BYTES:
        encoder.unsupported("str", f"too large: more than {model.MAX_TEXT_BYTES >> 10} KiB")
        return
    encoder.count(b"s", len(part))
    encoder.put(part)


def _write_sequence(
    encoder: _Encoder, value: list[object] | tuple[object, ...], depth: int
) -> None:
    any_tag, int_tag, float_tag = (b"l", b"j", b"x") if type(value) is list else (b"t", b"k", b"y")
    kinds = set(map(type, value))
    packed = None
    if kinds == {float}:
        packed = float_tag, struct.pack(f"<{len(value)}d", *value)
    elif kinds == {int}:
        try:
            packed = int_tag, struct.pack(f"<{len(value)}q", *value)
        except struct.error:  # an int of more than 64 bits: one node each
            packed = None
    if packed is not None:
        encoder.numbers += len(value)
        if encoder.numbers > model.MAX_NUMBERS:
            raise TooLargeError(f"more than {model.MAX_NUMBERS} numbers in lists")
        encoder.count(packed[0], len(value))
        encoder.put(packed[1])
        return
    if id(value) in encoder.unfinished:
        encoder.unsupported(type(value).__name__, "refers to itself")
        return
    encoder.unfinished.add(id(value))
    encoder.count(any_tag, len(value))
    for item in tuple(value):
        encoder.node(item, depth + 1)
    encoder.unfinished.discard(id(value))


def _write_dict(encoder: _Encoder, value: dict[object, object], depth: int) -> None:
    if id(value) in encoder.unfinished:
        encoder.unsupported("dict", "refers to itself")
        return
    encoder.pairs += len(value)
    if encoder.pairs > model.MAX_PAIRS:
        raise TooLargeError(f"more than {model.MAX_PAIRS} entries of dicts")
    pairs = [(_plain_key(key), item) for key, item in value.items()]
    strange = next((key for key, _ in pairs if not _is_key(key)), None)
    if strange is not None:
        encoder.unsupported("dict", f"has a key of type {type(strange).__name__}")
        return
    if model.is_crowded([key for key, _ in pairs]):
        encoder.unsupported("dict", "has too many keys that share a hash")
        return
    encoder.unfinished.add(id(value))
    encoder.count(b"d", len(pairs))
    for key, item in pairs:
        encoder.node(key, depth + 1)
        encoder.node(item, depth + 1)
    encoder.unfinished.discard(id(value))


def _plain_key(key: object) -> object:
    """A NumPy scalar equals and hashes like the Python number it stands for."""
    numpy = sys.modules.get("numpy")
    return key.item() if numpy is not None and isinstance(key, numpy.generic) else key


def _is_key(key: object) -> bool:
    if type(key) is tuple:
        return len(key) <= model.MAX_NDIM and all(_is_key(item) for item in key)
    if type(key) is int:
        return key.bit_length() < model.MAX_INT_BYTES * 8
    if type(key) is str:
        return len(key) <= model.MAX_NAME and key == key.encode(errors="replace").decode()
    return key is None or type(key) in {bool, float, complex}


def _write_array(encoder: _Encoder, value: Array, _depth: int) -> None:
    data = value.data
    encoder.arrays += 1
    if encoder.arrays > model.MAX_ARRAYS:
        raise TooLargeError(f"more than {model.MAX_ARRAYS} arrays")
    if data.nbytes + encoder.size > model.MAX_BYTES:  # before a broadcast view becomes real bytes
        raise TooLargeError(f"more than {model.MAX_BYTES >> 20} MiB")
    dtype = data.dtype.newbyteorder("<").str
    if dtype not in model.DTYPES or data.ndim > model.MAX_NDIM:
        encoder.unsupported("ndarray", f"of dtype {data.dtype} and {data.ndim} axes")
        return
    if not model.is_addressable(data.shape):
        encoder.unsupported("ndarray", f"empty, and of shape {data.shape}")
        return
    flags = (
        (value.library == "torch") | value.is_scalar << 1 | value.bfloat16 << 2
        | (value.subclass is not None) << 3
    )  # fmt: skip
    head = struct.pack("<BBB", flags, model.DTYPES.index(dtype), data.ndim)
    encoder.put(b"a" + head + struct.pack(f"<{data.ndim}Q", *data.shape))
    if value.subclass is not None:
        encoder.text(value.subclass)
    encoder.put(data.astype(dtype, copy=False).tobytes())


def _write_named(encoder: _Encoder, value: Named, _depth: int) -> None:
    names = (value.parameters or ())[: model.MAX_PARAMETERS]
    count = 0xFF if value.parameters is None else len(names)
    encoder.put(b"m" + struct.pack("<BB", model.NAMED_KINDS.index(value.kind), count))
    for text in (value.module, value.qualname, *names):
        encoder.text(text)


_WRITERS: dict[type, Callable[[_Encoder, Any, int], None]] = {
    type(None): lambda encoder, _value, _depth: encoder.put(b"N"),
    bool: lambda encoder, value, _depth: encoder.put(b"T" if value else b"F"),
    int: _write_int,
    float: lambda encoder, value, _depth: encoder.put(b"f" + struct.pack("<d", value)),
    complex: lambda encoder, value, _depth: encoder.put(
        b"c" + struct.pack("<dd", value.real, value.imag)
    ),
    str: _write_str,
    list: _write_sequence,
    tuple: _write_sequence,
    dict: _write_dict,
    Array: _write_array,
    Named: _write_named,
    Unsupported: lambda encoder, value, _depth: encoder.unsupported(value.type_name, value.why),
    EllipsisType: lambda encoder, _value, _depth: encoder.unsupported(
        "ellipsis", "a placeholder nobody has filled in"
    ),
}
