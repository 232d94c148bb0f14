"""How a large array differs, as a page shows it: a sentence, the worst places, a picture.

The picture is a small PNG within the page. Its shades are one colour, more or less see-through, so
that it can be read on light and on dark paper.
"""

import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence
from typing import Final

from grader.record import Record
from grader.report import words
from grader.results import STEPS, Difference
from grader.visible import cut, make_visible_line

SIDE: Final = 192
"""Pixels of the page that the longer side of a picture takes."""

_SHORT: Final = 8
"""Pixels that the shorter side takes at least."""

_COLOUR: Final = (200, 60, 45)
_MAX_TEXT: Final = 40


class PlaceView(Record, frozen=True):
    """One of the worst places."""

    where: str
    given: str
    expected: str


class DifferenceView(Record, frozen=True):
    """How a large array differs."""

    text: str
    worst: tuple[PlaceView, ...]
    picture: str
    """An address that holds the picture itself."""

    width: int
    height: int
    legend: str


def view_difference(difference: Difference | None) -> DifferenceView | None:
    """Prepare how a large array differs."""
    if difference is None:
        return None
    height, width = _size(difference)
    return DifferenceView(
        text=make_visible_line(words.tell_spread(difference)),
        worst=tuple(
            PlaceView(_shown(place.where), _shown(place.given), _shown(place.expected))
            for place in difference.worst
        ),
        picture="data:image/png;base64," + b64encode(draw_png(difference.picture)).decode(),
        width=width,
        height=height,
        legend=make_visible_line(words.tell_picture(difference)),
    )


def draw_png(rows: Sequence[str]) -> bytes:
    """Draw digits as shades: 0 is nothing, `STEPS` the full colour.

    Args:
        rows: Equally long, of digits; what is none counts as 0.

    Source:
        Portable Network Graphics, third edition: colour type 3, with a transparency chunk.
    """
    dots = b"".join(b"\0" + bytes(map(_step, row)) for row in rows)
    width = len(rows[0]) if rows else 0
    shades = bytes(255 * step // STEPS for step in range(STEPS + 1))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(_COLOUR) * len(shades)),
        (b"tRNS", shades),
        (b"IDAT", zlib.compress(dots, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _step(digit: str) -> int:
    return min(int(digit), STEPS) if digit.isdecimal() else 0


def _size(difference: Difference) -> tuple[int, int]:
    """Give the picture the proportions of the matrix."""
    rows = max(len(difference.picture) * difference.dot[0], 1)
    columns = max(len(difference.picture[0]) * difference.dot[1], 1) if difference.picture else 1
    scale = SIDE / max(rows, columns)
    return max(round(rows * scale), _SHORT), max(round(columns * scale), _SHORT)


def _shown(text: str) -> str:
    return cut(make_visible_line(text), _MAX_TEXT)
