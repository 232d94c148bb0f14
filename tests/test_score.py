"""What a comparison means and earns: tables computed by hand, and bounds that always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np
from sample_keys import ARRAY, FORMULA, FUNCTION_KEY, NAMES, SHAPE, case, raised, trial, truth

from grader.compare.kinds import compare
from grader.compare.reading import Listed, Numbers, Results
from grader.compare.result import (
    Absent,
    Awaits,
    Imprecise,
    Match,
    NonFinite,
    Stopped,
    Unreadable,
    Unsettled,
    WrongCases,
    WrongChoice,
    WrongFormula,
    WrongNames,
    WrongShape,
    WrongSides,
    WrongValues,
)
from grader.key.kinds import ArrayKey, FunctionKey, NamesKey
from grader.outcome import Killed, KillReason, NotRun, TimedOut
from grader.record import replace
from grader.score import (
    Verdict,
    best_constant,
    cell_share,
    settle_verdict,
    share_of,
    verdict_of,
)

MASK = np.array([[True, False, False], [False, False, True]])
OFF = WrongValues(MASK, (0, 0), 0.0, 1.0, 0.0)
MEMORY = raised("MemoryError", out_of_memory=True)


@pytest.mark.parametrize(
    ("comparison", "key", "verdict", "share"),
    [
        (Match(), ARRAY, "right", 1),
        (Absent("nothing"), ARRAY, "missing", 0),
        (Absent("placeholder"), ARRAY, "missing", 0),
        (Stopped(raised("KeyError")), ARRAY, "crashed", 0),
        (Stopped(MEMORY), ARRAY, "out-of-memory", 0),
        (Stopped(TimedOut(5.0, (), "")), ARRAY, "timed-out", 0),
        (Stopped(NotRun("why")), ARRAY, "skipped", 0),
        (Stopped(Killed(KillReason.MEMORY, "", "")), ARRAY, "out-of-memory", 0),
        *(
            (Stopped(Killed(reason, "", "")), ARRAY, "crashed", 0)
            for reason in KillReason
            if reason is not KillReason.MEMORY
        ),
        (Unreadable("a number", "None"), ARRAY, "unreadable", 0),
        (WrongShape((3,), (2, 3), same_values=False), ARRAY, "wrong-shape", 0),
        (WrongShape((1, 2, 3), (2, 3), same_values=True), ARRAY, "wrong-shape", 0.5),
        (WrongShape((3,), (2, 3), same_values=False), SHAPE, "wrong", 0),
        (NonFinite(1, 6, (0, 0), MASK), ARRAY, "wrong", 0.6),
        (OFF, ARRAY, "wrong", 0.6),
        (Imprecise("float16", 0.1, 0.01), ARRAY, "imprecise", 0.5),
        (WrongFormula((("x", 0),), 1, 2, 1, 4), FORMULA, "wrong", 0),
        (WrongNames(2, ("a",), (), ()), NAMES, "wrong", 2 / 3),
        (WrongChoice(("a",), ("b",)), NAMES, "wrong", 0),
        (WrongSides(trial(1, 2), 1, 2), FORMULA, "wrong", 0),
        (WrongCases(0, OFF, 1, 3), FUNCTION_KEY, "wrong", 0),
        (WrongCases(0, Stopped(MEMORY), 1, 3), FUNCTION_KEY, "out-of-memory", 0),
        (WrongCases(0, Unreadable("a", "b"), 1, 3), FUNCTION_KEY, "unreadable", 0),
        (Awaits("prose"), ARRAY, "awaiting-marker", 0),
        (Unsettled(), ARRAY, "grader-error", 0),
    ],
    ids=lambda each: repr(each)[:70],
)
def test_every_finding_has_its_verdict_and_its_share(comparison, key, verdict, share):
    assert verdict_of(comparison, key) == Verdict(verdict)
    assert share_of(key, None, comparison) == pytest.approx(share)


@pytest.mark.parametrize(
    ("right", "wrong_cells", "share"),
    [
        pytest.param([[1, 2], [3, 4]], 0, 1, id="all right"),
        pytest.param([[1, 2], [3, 4]], 1, 2 / 3, id="chance gets one of four: (3/4 - 1/4) / (3/4)"),
        pytest.param([[1, 2], [3, 4]], 3, 0, id="no better than chance"),
        pytest.param([[1, 2], [3, 4]], 4, 0, id="worse than chance"),
        pytest.param([7, 7, 7, 8], 1, 0, id="chance gets three of four"),
        pytest.param([7, 7, 8, 9, 1], 1, 2 / 3, id="chance gets two of five: (4/5 - 2/5) / (3/5)"),
        pytest.param([5, 5, 5], 1, 0, id="a constant is all chance"),
        pytest.param(5, 1, 0, id="a number"),
    ],
)
def test_cells_earn_credit_above_the_best_constant(right, wrong_cells, share):
    assert cell_share(wrong_cells, truth(right)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("values", "allowed", "count"),
    [
        ([1, 2, 3, 4], 0, 1),
        ([1, 1, 3, 4], 0, 2),
        ([0.1, 0.1 + 1e-12, 0.5], 1e-6, 2),
        ([0.0, 1.0, 2.0, 3.0], 0.5, 2),
        ([0.0, 1.0, 2.0, 3.0], 1.0, 3),
        ([], 0, 0),
    ],
)
def test_the_best_constant_lies_where_most_tolerances_overlap(values, allowed, count):
    assert best_constant(truth(values, allowed)) == count


def test_the_best_constant_of_a_large_array_is_found_at_once():
    assert best_constant(truth(np.arange(1 << 18).reshape(512, 512))) == 1


def test_a_whole_array_is_right_or_not():
    key = ArrayKey("a", ARRAY.case, "whole")

    assert share_of(key, None, OFF) == 0


@pytest.mark.parametrize(
    ("given", "share"),
    [
        (["MaxPool2d", "AvgPool2d", "LPPool2d"], 1),
        (["MaxPool2d", "AvgPool2d"], 2 / 3),
        (["MaxPool2d", "AvgPool2d", "Linear"], 1 / 3),
        (["MaxPool2d", "AvgPool2d", "LPPool2d", "Linear"], 2 / 3),
        (["MaxPool2d", "Linear", "Conv2d"], 0),
        (["MaxPool2d", "Identity"], 1 / 3),
        ([], 0),
    ],
)
def test_an_extra_name_cancels_a_right_one_and_never_more(given, share):
    reading = Listed(tuple(given))

    assert share_of(NAMES, reading, compare(NAMES, reading)) == pytest.approx(share)


@pytest.mark.parametrize(("marked", "share"), [("cases", 2 / 3), ("whole", 0)])
def test_a_function_may_earn_points_case_by_case(marked, share):
    key = FunctionKey("g", ("x",), FUNCTION_KEY.cases, marked)
    reading = Results(
        (Numbers(np.asarray(4711.5)), Stopped(raised("KeyError")), Numbers(np.asarray(4713.5)))
    )

    assert share_of(key, reading, compare(key, reading)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("given", "share"),
    [
        pytest.param([3, 4, 1, 3, 4, 2], 1, id="all as they should be"),
        pytest.param([0, 0, 1, 0, 0, 2], 0, id="wrong, and merely leaves its argument alone"),
        pytest.param([3, 0, 1, 3, 4, 2], 4 / 6, id="one value is wrong"),
        pytest.param([3, 4, 9, 3, 4, 2], 5 / 6, id="one call changes its argument"),
    ],
)
def test_an_argument_that_stays_as_it_was_earns_nothing_by_itself(given, share):
    one = [replace(case([value]), output=name) for name, value in [("a", 3), ("b", 4), ("x", 1)]]
    other = [replace(case([value]), output=name) for name, value in [("a", 3), ("b", 4), ("x", 2)]]
    key = FunctionKey("g", ("x",), (*one, *other), "cases", outputs=("a", "b"), unchanged=("x",))
    reading = Results(tuple(Numbers(np.asarray([value], np.float64)) for value in given))

    assert share_of(key, reading, compare(key, reading)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("verdict", "share", "settled"),
    [
        ("wrong", 0.2, "partly-right"),
        ("wrong", 0.0, "wrong"),
        ("crashed", 0.5, "partly-right"),
        ("wrong-shape", 0.5, "wrong-shape"),
        ("imprecise", 0.5, "imprecise"),
        ("right", 1.0, "right"),
        ("missing", 0.0, "missing"),
        ("grader-error", 0.0, "grader-error"),
    ],
)
def test_what_earns_something_is_partly_right_unless_its_verdict_says_more(verdict, share, settled):
    assert settle_verdict(Verdict(verdict), share) == Verdict(settled)


ARRAYS = st_np.arrays(
    np.float64, st_np.array_shapes(max_dims=2, max_side=4), elements=st.sampled_from([0, 1, 2, 7.5])
)


@given(ARRAYS, ARRAYS)
def test_a_share_is_never_negative_and_full_only_if_all_is_right(right, value):
    key = ArrayKey("a", case(right), "cells")
    reading = Numbers(value)
    comparison = compare(key, reading)

    share = share_of(key, reading, comparison)

    assert 0 <= share <= 1
    assert (share == 1) == isinstance(comparison, Match)


@given(ARRAYS, st.sampled_from([0, 1, 2, 7.5, 9]))
def test_no_constant_array_earns_anything(right, constant):
    key = ArrayKey("a", case(right), "cells")
    reading = Numbers(np.full(right.shape, float(constant)))
    comparison = compare(key, reading)

    assert isinstance(comparison, Match) or share_of(key, reading, comparison) == 0


@given(st.sets(st.sampled_from("abcdefgh")))
def test_names_earn_between_nothing_and_everything(given_names):
    key = NamesKey("names", "", (("a",), ("b",), ("c",)), ("h",))
    reading = Listed(tuple(sorted(given_names)))

    share = share_of(key, reading, compare(key, reading))

    right, extra = len(given_names & set("abc")), len(given_names & set("defg"))
    assert share == pytest.approx(max(0, right - extra) / 3)
