"""How a large array differs: where, by how much, and a map that leaves no difference out."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from grader.difference import PICTURE, grade_heat, is_large, measure, tell_difference
from grader.results import STEPS

SHAPE = (512, 512)


def off(shape, *places, by=1.0):
    """Make a right array, one that differs from it, and where."""
    right = np.zeros(shape)
    wrong = np.zeros(shape, bool)
    for place in places:
        wrong[place] = True
    return right + by * wrong, right, wrong


def border(depth):
    inside = (slice(depth, 512 - depth),) * 2
    given_, right, wrong = off(SHAPE, np.s_[:])
    given_[inside], wrong[inside] = 0, False
    return given_, right, wrong


@pytest.mark.parametrize(
    ("arrays", "where"),
    [
        pytest.param(off(SHAPE, np.s_[:]), "Every entry is off.", id="everywhere"),
        pytest.param(border(1), "All of them lie at the border.", id="border"),
        pytest.param(
            border(24), "All of them lie at the border, at most 24 cells deep.", id="deep border"
        ),
        pytest.param(
            off(SHAPE, np.s_[4:11, 6]), "They lie in rows 5 to 11, columns 7 to 7.", id="column"
        ),
        pytest.param(
            off(SHAPE, np.s_[::2, ::3], np.s_[511, 511]),
            "They are spread over all rows and columns.",
            id="grid",
        ),
        pytest.param(
            off((40,), np.s_[3], np.s_[8]), "They lie in positions 4 to 9 of 40.", id="vector"
        ),
        pytest.param(
            off((2, 3, 20, 24), np.s_[1, 2, 4:11, 6:17]),
            "One of 6 matrices is touched. They lie in rows 5 to 11, columns 7 to 17.",
            id="one feature map",
        ),
        pytest.param(
            off((2, 3, 20, 24), np.s_[:, 1, 0:2, 0:3]),
            "2 of 6 matrices are touched. They lie in rows 1 to 2, columns 1 to 3.",
            id="one channel",
        ),
    ],
)
def test_says_where_the_entries_lie(arrays, where):
    assert tell_difference(*arrays).where == where


def test_names_the_three_worst_places_the_largest_first():
    right = np.arange(144.0).reshape(12, 12)
    given_ = right.copy()
    given_[0, 1] += 1
    given_[3, 4] -= 30
    given_[5, 6] += 2
    given_[7, 8] = np.nan

    found = tell_difference(given_, right, given_ != right)

    assert (found.off, found.size) == (4, 144)
    assert [(each.where, each.given, each.expected) for each in found.worst] == [
        ("row 8, column 9", "nan", "92"),
        ("row 4, column 5", "10", "40"),
        ("row 6, column 7", "68", "66"),
    ]
    assert (found.typical, found.largest) == ("16", "∞")


def test_two_numbers_that_look_alike_are_told_apart():
    given_, right, wrong = off((1, 20), np.s_[0, 19], by=1e-9)

    worst = tell_difference(given_ + 1, right + 1, wrong).worst

    assert [(each.given, each.expected) for each in worst] == [("1.000000001", "1")]


def test_a_picture_is_of_the_matrix_with_the_largest_difference():
    given_, right, wrong = off((3, 12, 12), np.s_[0, 0, 0], np.s_[2, 11, 3])
    given_[2, 11, 3] = 9

    found = tell_difference(given_, right, wrong)

    assert found.note == "[2]"
    assert found.dot == (1, 1)
    assert [row.find("5") for row in found.picture] == [-1] * 11 + [3]


def test_a_single_wrong_pixel_of_a_large_image_is_on_the_picture():
    found = tell_difference(*off(SHAPE, np.s_[300, 17]))

    assert found.dot == (8, 8)
    assert [(row, text.find("5")) for row, text in enumerate(found.picture) if "5" in text] == [
        (300 // 8, 17 // 8)
    ]


@example((np.array([1.7e308, 1.7e308]), np.zeros(2)))
@given(
    st_np.array_shapes(min_dims=1, max_dims=4, max_side=70).flatmap(
        lambda shape: st.tuples(
            st_np.arrays(np.float64, shape),
            st_np.arrays(np.float64, shape, elements=st.floats(-9, 9)),
        )
    )
)
def test_any_two_arrays_can_be_summed_up(arrays):
    actual, right = arrays
    wrong = ~(actual == right)
    if not wrong.any():
        wrong.flat[0], actual.flat[0] = True, np.inf

    found = tell_difference(actual, right, wrong)

    assert len(found.worst) == min(3, wrong.sum())
    assert 1 <= len(found.picture) <= PICTURE
    assert {len(row) for row in found.picture} <= set(range(1, PICTURE + 1))
    assert any(digit != "0" for row in found.picture for digit in row)
    assert found.where


def test_heat_goes_by_the_share_of_the_largest_difference():
    apart = np.array([0.0, 1e-300, 1.0, 2.0, 2.1, 5.0, 10.0, np.inf])

    assert grade_heat(apart).tolist() == [0, 1, 1, 1, 2, 3, STEPS, STEPS]


def test_where_nothing_is_wrong_nothing_is_measured():
    actual = np.array([1.0, np.nan, np.inf, -np.inf])
    wrong = np.array([False, True, False, True])

    assert measure(actual, np.array([2.0, 0.0, np.inf, 0.0]), wrong).tolist() == [
        0,
        np.inf,
        0,
        np.inf,
    ]


@pytest.mark.parametrize(
    ("shape", "large"),
    [
        ((), False),
        ((10,), False),
        ((11,), True),
        ((10, 10), False),
        ((2, 11), True),
        ((1, 2, 3), True),
    ],
)
def test_an_array_is_large_if_it_cannot_be_shown_whole(shape, large):
    assert is_large(shape) is large
