"""The frames that travel between the host and one child: a head, which is a value, and raw bytes.

Both ends use this; neither end's word is taken for anything but itself.
"""

import struct
from enum import IntEnum
from typing import NamedTuple

from grader.values import Value, WireError, decode, encode
from grader.values.model import MAX_BYTES

_HEADER = struct.Struct("<2sBxIII")
_MAGIC = b"gw"
HEADER_BYTES = _HEADER.size
_MAX_HEAD = 4 << 20
MAX_BODY = MAX_BYTES + 1024  # the value that just fits, and its tags


class Kind(IntEnum):
    """What a frame is; the first two go to the child, the others come from it."""

    LOAD = 1
    ASK = 2
    READY = 3
    LOADED = 4
    ANSWER = 5


_KINDS = frozenset(Kind)


class Frame(NamedTuple):
    """One message."""

    kind: Kind
    number: int
    """Of the request it belongs to, so that a late or extra answer is noticed."""

    head: Value
    body: bytes = b""


def pack(frame: Frame) -> bytes:
    """Write a frame."""
    head = encode(frame.head)
    return (
        _HEADER.pack(_MAGIC, frame.kind, frame.number, len(head), len(frame.body))
        + head
        + frame.body
    )


def unpack(buffer: bytearray) -> Frame | None:
    """Take the first frame off a buffer, or nothing if it is not all there yet.

    Raises:
        WireError: What the buffer starts with is not the start of a frame.
    """
    if len(buffer) < HEADER_BYTES:
        return None
    magic, kind, number, head_size, body_size = _HEADER.unpack_from(buffer)
    if magic != _MAGIC or kind not in _KINDS:
        raise WireError("no frame starts here")
    if head_size > _MAX_HEAD or body_size > MAX_BODY:
        raise WireError(f"a frame of {head_size} + {body_size} bytes")
    end = HEADER_BYTES + head_size + body_size
    if len(buffer) < end:
        return None
    with memoryview(buffer) as view:
        head = bytes(view[HEADER_BYTES : HEADER_BYTES + head_size])
        body = bytes(view[HEADER_BYTES + head_size : end])
    del buffer[:end]
    return Frame(Kind(kind), number, decode(head), body)
