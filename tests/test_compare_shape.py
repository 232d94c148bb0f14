"""A shape is judged exactly, in whatever form it is written."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import came

from grader.compare.kinds import compare, read
from grader.compare.result import Match, Unreadable, WrongShape
from grader.key.kinds import ShapeKey
from grader.values import decode, encode

KEY = ShapeKey("s", (3, 3), {})


def judged(given, key=KEY):
    return compare(key, read(key, (came(decode(encode(given))),)))


@pytest.mark.parametrize(
    "given",
    [
        (3, 3),
        [3, 3],
        (3.0, 3),
        np.array([3, 3]),
        np.array([3.0, 3.0]),
        torch.Size([3, 3]),
        torch.tensor([3, 3]),
        [np.int64(3), torch.tensor(3)],
        *("3x3", "3X3", " 3 x 3 ", "3×3", "3 × 3", "3 * 3", "3 by 3", "3-by-3", "3 3"),
        *("(3, 3)", "(3,3,)", "[3, 3]", "3,3", r"$3 \times 3$", "torch.Size([3, 3])"),
    ],
    ids=repr,
)
def test_reads_a_shape_in_any_form(given):
    assert judged(given) == Match()


@pytest.mark.parametrize(
    "given",
    [
        *(3, "33.0 x 3", "-3x3", "three by three", "3x", "x3", "3xx3", "", "()", "3/3", "٣x٣"),
        *([[3, 3]], np.zeros((3, 3)), (3.5, 3), (np.inf, 3), (np.nan, 3), (1e300, 3)),
        *((3, "3"), (True, True), np.array([True, True]), {3: 3}, {"a": 3}),
        *("3x3" + " " * 200, "1x" * 20 + "1", [1] * 17, "1234567890x3", (10**9, 3), 3j, len),
    ],
    ids=lambda given: repr(given)[:40],
)
def test_says_what_is_no_shape(given):
    found = judged(given)

    assert isinstance(found, Unreadable)
    assert found.wanted == "a shape such as (2, 7)"


@pytest.mark.parametrize(
    ("given", "sides"),
    [
        ((1, 1, 3, 3), (1, 1, 3, 3)),
        ((5, 5), (5, 5)),
        ("33", (33,)),
        ("9", (9,)),
        ([], ()),
        ((), ()),
        ((-3, 3), (-3, 3)),
    ],
    ids=repr,
)
def test_a_shape_that_is_not_quite_it_is_wrong(given, sides):
    assert judged(given) == WrongShape(sides, (3, 3), same_values=False)


def test_the_shape_of_a_number_is_empty():
    assert judged((), ShapeKey("s", (), {})) == Match()


@given(st.lists(st.integers(0, 10**9 - 1), min_size=1, max_size=16))
def test_text_and_tuple_are_read_alike(sides):
    key = ShapeKey("s", tuple(sides), {})

    for written in (tuple(sides), "x".join(map(str, sides)), str(tuple(sides)), str(sides)):
        assert judged(written, key) == Match()
