"""The picture of differences is a sound PNG of the digits, in the proportions of the matrix."""

import struct
import zlib
from base64 import b64decode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_arrays import IMAGE, MAPS

from grader.report.difference import SIDE, draw_png, view_difference


def read_png(data):
    """Read the dots of an indexed PNG without a filter, and its shades."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(name + body),)
        chunks[name], at = body, at + 12 + length
    width, height, *kind = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert kind == [8, 3, 0, 0, 0]
    assert chunks[b"IEND"] == b""
    lines = zlib.decompress(chunks[b"IDAT"])
    rows = [lines[n * (width + 1) : (n + 1) * (width + 1)] for n in range(height)]
    assert all(row[0] == 0 for row in rows)
    return ["".join(map(str, row[1:])) for row in rows], list(chunks[b"tRNS"])


@given(
    st.integers(1, 64).flatmap(
        lambda n: st.lists(st.text("012345", min_size=n, max_size=n), min_size=1)
    )
)
def test_every_digit_is_its_dot(rows):
    dots, shades = read_png(draw_png(rows))

    assert dots == rows
    assert shades == [0, 51, 102, 153, 204, 255]


@pytest.mark.parametrize("rows", [("0x9", "²٣-"), ("", ""), ()])
def test_what_is_no_digit_is_drawn_as_something(rows):
    assert draw_png(rows).startswith(b"\x89PNG")


def test_a_picture_keeps_the_proportions_of_its_matrix():
    square, wide = view_difference(IMAGE.difference), view_difference(MAPS.difference)

    assert (square.width, square.height) == (SIDE, SIDE)
    assert (wide.width, wide.height) == (SIDE, SIDE * 20 // 24)
    dots, _ = read_png(b64decode(square.picture.partition(",")[2]))
    assert dots == list(IMAGE.difference.picture)


def test_a_page_with_a_large_image_stays_small():
    assert len(view_difference(IMAGE.difference).picture) < 2000
    assert len(msgspec.json.encode(IMAGE)) < 12_000
