"""Points of a whole part: shared, rounded, and what its answers come to together."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.score import Verdict, combine, round_points, split_points

SURE = {Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH}


@pytest.mark.parametrize(
    ("points", "step", "rounded"),
    [
        (0.125, 0.01, 0.13),
        (0.375, 0.01, 0.38),
        (1.005, 0.01, 1.01),
        (0.285, 0.01, 0.29),
        (2.675, 0.01, 2.68),
        (0.12499, 0.01, 0.12),
        (1 / 3 + 1 / 3 + 1 / 3, 0.01, 1.0),
        (0.1 + 0.2, 0.1, 0.3),
        (1.25, 0.5, 1.5),
        (1.24, 0.5, 1.0),
        (2.5, 1.0, 3.0),
        (0.0, 0.01, 0.0),
    ],
)
def test_points_are_rounded_halves_up_in_decimal(points, step, rounded):
    assert round_points(points, step) == rounded


def test_rounding_never_gives_more_than_there_is():
    assert round_points(0.125, 0.01, 0.125) == 0.125
    assert round_points(2.5, 1.0, 2.5) == 2.5


@pytest.mark.parametrize(
    ("points", "shares", "split"),
    [
        (3, [None], [3]),
        (3, [None, None, None], [1, 1, 1]),
        (2, [None, None, 0], [1, 1, 0]),
        (3, [2, None], [2, 1]),
        (3, [2, 1], [2, 1]),
        (1, [None, 0.5, None], [0.25, 0.5, 0.25]),
        (0, [None, 0], [0, 0]),
    ],
)
def test_points_are_shared_as_stated_and_the_rest_equally(points, shares, split):
    assert split_points(points, shares) == split


@pytest.mark.parametrize(
    ("verdicts", "share", "verdict"),
    [
        (["right", "right"], 1, "right"),
        (["right", "right-by-follow-through"], 1, "right-by-follow-through"),
        (["right", "wrong"], 0.5, "partly-right"),
        (["imprecise", "imprecise"], 0.5, "partly-right"),
        (["imprecise"], 0.5, "imprecise"),
        (["wrong-shape"], 0.5, "wrong-shape"),
        (["missing", "partly-right"], 0.2, "partly-right"),
        (["missing", "missing"], 0, "missing"),
        (["missing", "wrong"], 0, "wrong"),
        (["wrong", "wrong-shape"], 0, "wrong-shape"),
        (["unreadable", "wrong-shape"], 0, "unreadable"),
        (["unreadable", "skipped"], 0, "skipped"),
        (["out-of-memory", "skipped"], 0, "out-of-memory"),
        (["out-of-memory", "timed-out"], 0, "timed-out"),
        (["crashed", "timed-out"], 0, "crashed"),
        (["right", "awaiting-marker"], 0.5, "awaiting-marker"),
        (["right", "awaiting-marker", "grader-error"], 0.3, "grader-error"),
    ],
)
def test_a_part_comes_to_what_its_answers_say_together(verdicts, share, verdict):
    assert combine([Verdict(each) for each in verdicts], share) == Verdict(verdict)


@pytest.mark.parametrize("pair", list(itertools.product(Verdict, repeat=2)), ids="+".join)
def test_any_two_verdicts_combine_in_either_order(pair):
    for share in (0.0, 0.5):
        found = combine(pair, share)

        assert found == combine(pair[::-1], share)
        assert found in (*pair, Verdict.PARTLY_RIGHT)
        assert (found in SURE) == (set(pair) <= SURE)
        assert (found is Verdict.GRADER_ERROR) == (Verdict.GRADER_ERROR in pair)


@given(st.floats(0, 100), st.sampled_from([0.01, 0.05, 0.1, 0.25, 0.5, 1.0]))
def test_rounding_stays_within_half_a_step(points, step):
    rounded = round_points(points, step)

    assert rounded >= 0
    assert abs(rounded - points) <= step / 2 + 1e-9
    assert round_points(rounded, step) == rounded
    assert round_points(points, step, points) <= points
