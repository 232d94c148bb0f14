"""An answer that follows from an earlier slip is right, unless the slip left nothing to do."""

import numpy as np
import pytest
from sample_keys import FORMULA, case, truth

from grader.compare.reading import Numbers, Table
from grader.compare.result import Absent
from grader.diagnose.follow import Followed, Refused, can_carry, follow, shown
from grader.key.kinds import ArrayKey, NumberKey
from grader.record import replace

C = np.array([[109.0, 92, 72], [108, 85, 74], [110, 74, 79]])
FLIPPED = np.array([[113.0, 87, 75], [114, 80, 75], [112, 73, 81]])
SLIPPED = C + np.array([[0, 0, 0], [9, 0, 0], [0, 0, 0]])


def pooled(earlier, step=np.max):
    """Pool 2 × 2 windows with stride 1, written as plain loops."""
    return np.array([[step(earlier[i : i + 2, j : j + 2]) for j in (0, 1)] for i in (0, 1)])


def key_from(earlier):
    """Make the key of a part that pools an earlier answer, with two named mistakes."""
    mistakes = [("averaged", pooled(earlier, np.mean)), ("smallest", pooled(earlier, np.min))]
    return ArrayKey("max_pooled", case(pooled(earlier), 0, mistakes), "cells")


REFERENCE = key_from(C)


def judged(earlier, given):
    reading = Numbers(np.asarray(given, np.float64))
    return follow(key_from(earlier), REFERENCE, reading, [earlier])


@pytest.mark.parametrize(
    "earlier", [pytest.param(SLIPPED, id="slipped"), pytest.param(FLIPPED, id="flipped")]
)
def test_what_follows_from_a_wrong_earlier_answer_is_right(earlier):
    found = judged(earlier, pooled(earlier))

    assert isinstance(found, Followed)
    assert np.array_equal(found.value, pooled(earlier))


@pytest.mark.parametrize(
    "earlier",
    [
        pytest.param(np.zeros((3, 3)), id="zero"),
        pytest.param(np.full((3, 3), 7.0), id="constant"),
        pytest.param(np.pad([[9.0]], 1), id="flat after pooling"),
    ],
)
def test_what_follows_from_a_trivial_earlier_answer_is_refused(earlier):
    assert isinstance(judged(earlier, pooled(earlier)), Refused)


def test_a_constant_earlier_answer_is_refused_even_for_one_number():
    key = NumberKey("total", case(9 * 7.0))
    reading = Numbers(np.asarray(63.0))

    found = follow(key, NumberKey("total", case(C.sum())), reading, [np.full((3, 3), 7.0)])

    assert isinstance(found, Refused)


def test_a_number_may_be_carried_whatever_it_is():
    reading = Numbers(np.asarray(10.0))

    found = follow(NumberKey("d", case(10)), NumberKey("d", case(8)), reading, [np.asarray(5.0)])

    assert isinstance(found, Followed)


@pytest.mark.parametrize(
    "given",
    [pooled(C) + 1, pooled(FLIPPED, np.mean), pooled(FLIPPED)[None], np.full((2, 2), np.nan)],
    ids=["off", "another mistake", "another shape", "nan"],
)
def test_what_does_not_follow_either_is_no_follow_through(given):
    assert judged(FLIPPED, given) is None


def test_only_numbers_follow():
    table = Table((1,) * 4, None)

    assert follow(FORMULA, FORMULA, table, [C]) is None
    assert follow(REFERENCE, REFERENCE, Absent("none"), [C]) is None
    assert follow(REFERENCE, FORMULA, Numbers(pooled(C)), [C]) is None


@pytest.mark.parametrize(
    ("value", "is_fit"),
    [
        (FLIPPED, True),
        (np.zeros((3, 3)), True),
        (C[:2], False),
        (C[None], False),
        (np.where(C == 110, np.nan, C), False),
        (np.where(C == 110, np.inf, C), False),
    ],
    ids=["wrong", "trivial", "another shape", "a dimension more", "nan", "infinite"],
)
def test_an_earlier_answer_is_carried_if_it_can_be_worked_on(value, is_fit):
    assert can_carry(value, truth(C)) is is_fit


def test_counts_the_mistakes_that_a_case_tells_from_its_truth():
    some = case(
        [1, 2], 0, [("same", [1, 2]), ("off", [1, 3]), ("gone", None), ("longer", [1, 2, 3])]
    )

    assert shown(some) == 3
    assert shown(replace(some, mistakes=())) == 0
