"""Numbers are judged by shape, then finiteness, then value; the first thing wrong is reported."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np
from sample_keys import case, truth

from grader.compare.reading import Numbers
from grader.compare.result import Imprecise, Match, NonFinite, WrongShape, WrongValues
from grader.compare.values import compare_values, right_cells

WHOLE = truth([[1, 2], [3, 4]])
BROKEN = truth([[0.5, 1.5], [2.5, 3.5]], 0.01)

FLOATS = st.floats(-1e6, 1e6)
SIDES = st_np.array_shapes(max_dims=3, max_side=4)
ARRAYS = SIDES.flatmap(lambda shape: st_np.arrays(np.float64, shape, elements=FLOATS))
ANY = SIDES.flatmap(lambda shape: st_np.arrays(np.float64, shape))


def judged(value, right, precision=None):
    return compare_values(Numbers(np.asarray(value, np.float64), precision), right)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        pytest.param([[1, 2], [3, 4]], Match, id="right"),
        pytest.param([[np.nan, 2], [3, 9]], NonFinite, id="finiteness before value"),
        pytest.param([[np.inf, 2], [3, 4]], NonFinite, id="infinite"),
        pytest.param([[np.nan, 2, 3, 9]], WrongShape, id="shape before finiteness"),
        pytest.param([[1, 2], [3, 5]], WrongValues, id="value"),
        pytest.param(7, WrongShape, id="a number is not stretched"),
        pytest.param([], WrongShape, id="empty"),
    ],
)
def test_reports_the_first_thing_wrong(value, kind):
    assert isinstance(judged(value, WHOLE), kind)


@pytest.mark.parametrize(
    ("value", "right", "is_same"),
    [
        ([[[1, 2], [3, 4]]], WHOLE, True),
        ([[[1], [2]], [[3], [4]]], WHOLE, True),
        ([[[1, 2], [3, 5]]], WHOLE, False),
        ([1, 2, 3, 4], WHOLE, False),
        ([[1], [2]], truth([1, 2]), True),
        ([7], truth(7), True),
        (7, truth([[7]]), True),
        ([[0.501, 1.5], [2.5, 3.5]], truth([[[0.5, 1.5], [2.5, 3.5]]], 0.01), True),
    ],
)
def test_the_right_values_in_other_dimensions_are_noticed_and_never_broadcast(
    value, right, is_same
):
    found = judged(value, right)

    assert isinstance(found, WrongShape)
    assert found.same_values is is_same
    assert (found.actual, found.expected) == (np.shape(value), right.value.shape)


def test_non_finite_cells_are_counted_and_the_first_is_named():
    found = judged([[1, np.nan], [-np.inf, 9]], WHOLE)

    assert isinstance(found, NonFinite)
    assert (found.count, found.size, found.first) == (2, 4, (0, 1))
    assert found.wrong.tolist() == [[False, True], [True, True]]


def test_worst_is_the_largest_excess_not_the_largest_difference():
    right = truth([1000.0, 1.0])
    allowed = right.allowed.copy()
    allowed[:] = 1.0, 0.001
    found = judged([1001.2, 1.5], right.__class__(right.value, allowed))

    assert isinstance(found, WrongValues)
    assert found.worst == (1,)
    assert (found.actual, found.expected, found.allowed) == (1.5, 1.0, 0.001)
    assert found.wrong.tolist() == [True, True]


@pytest.mark.parametrize(
    ("off", "is_right"),
    [(0, True), (1e-7, True), (-9e-7, True), (1e-5, False), (-1, False), (0.4, False)],
)
def test_a_float_counts_as_the_whole_number_it_is_near(off, is_right):
    assert isinstance(judged([[1 + off, 2], [3, 4]], WHOLE), Match) is is_right


def test_large_whole_numbers_are_compared_exactly():
    assert judged(2**53 - 1, truth(2**53 - 1)) == Match()
    assert isinstance(judged(2**53 - 2, truth(2**53 - 1)), WrongValues)


def test_negative_zero_is_zero():
    assert judged([-0.0], truth([0])) == Match()


@pytest.mark.parametrize(
    ("value", "is_right"), [(np.inf, True), (-np.inf, False), (1e308, False), (np.nan, False)]
)
def test_an_infinity_matches_the_same_infinity_only(value, is_right):
    for allowed in (0.0, 1.0):
        assert isinstance(judged([value], truth([np.inf], allowed)), Match) is is_right


def test_nan_matches_nan_where_a_mistake_gives_it():
    as_if = case([1.5, 2.5], 0.01, [("m", [np.nan, 2.5])]).as_if("m")

    assert judged([np.nan, 2.5], as_if.truth) == Match()
    assert isinstance(judged([1.5, 2.5], as_if.truth), WrongValues)


@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_a_mistake_that_breaks_whole_numbers_is_met_as_single_precision_can(scale):
    gives = np.array([109.0, 92.0, 72.0]) * scale / 9
    as_if = case([109, 92, 72], 0, [("averaged", gives)]).as_if("averaged")

    assert judged(gives.astype(np.float32), as_if.truth) == Match()
    assert isinstance(judged(gives * 1.001, as_if.truth), WrongValues)


COARSE = truth([0.1, 0.7, 2.7], 1e-6, [("float16", 0.05), ("bfloat16", 0.4)])


@pytest.mark.parametrize(
    ("value", "precision", "found"),
    [
        pytest.param(np.float16([0.1, 0.7, 2.7]), "float16", "float16", id="came so"),
        pytest.param(np.float16([0.1, 0.7, 2.7]), None, "float16", id="looks so"),
        pytest.param([0.10009765625, 0.69921875, 2.703125], "bfloat16", "bfloat16", id="bfloat16"),
        pytest.param([0.1001, 0.7001, 2.7001], None, None, id="is no number of it"),
        pytest.param(np.float16([0.1, 0.7, 2.8]), "float16", None, id="too far off"),
        pytest.param(np.float16([0.1, 0.7, 2.7]), "bfloat16", "bfloat16", id="of the other"),
        pytest.param([0, 0.5, 3], None, None, id="a guess at round numbers"),
    ],
)
def test_imprecise_means_numbers_of_a_low_precision_near_the_truth(value, precision, found):
    finding = judged(value, COARSE, precision)

    assert getattr(finding, "label", None) == found
    assert isinstance(finding, Imprecise if found else WrongValues)


def test_imprecise_says_how_far_off_the_worst_is():
    found = judged(np.float16([0.1, 0.7, 2.71]), COARSE, "float16")

    assert isinstance(found, Imprecise)
    assert found.off == pytest.approx(float(np.float16(2.71)) - 2.7)
    assert found.allowed == 1e-6


@pytest.mark.parametrize("huge", [1e308, -1e308, np.finfo(float).max])
def test_numbers_near_the_end_of_the_range_are_only_wrong(huge):
    assert isinstance(judged([huge, -huge, 0], COARSE), WrongValues)
    assert isinstance(judged([huge], truth([-huge], 0.1)), WrongValues)


@given(ARRAYS)
def test_the_truth_itself_matches(array):
    assert judged(array, truth(array)) == Match()
    assert judged(array, truth(array, 1e-3)) == Match()


@given(ARRAYS, st.floats(1e-3, 1e3))
def test_a_shift_beyond_the_tolerance_never_matches_and_one_within_does(array, shift):
    assert isinstance(judged(array + shift, truth(array, shift / 2)), WrongValues)
    assert judged(array + shift, truth(array, shift * 2)) == Match()


@given(ARRAYS, ANY)
def test_comparing_is_total_and_wrong_cells_are_those_that_are_not_right(expected, value):
    right = truth(expected, 0.5, [("float16", 1.0), ("bfloat16", 2.0)])
    found = judged(value, right)

    if isinstance(found, WrongValues | NonFinite):
        assert np.array_equal(found.wrong, ~right_cells(value, right))
        assert found.wrong[found.worst if isinstance(found, WrongValues) else found.first]
    else:
        assert isinstance(found, Match | WrongShape | Imprecise)
        assert isinstance(found, WrongShape) == (value.shape != expected.shape)


@given(ARRAYS, st.randoms())
def test_dimensions_of_size_one_never_hide_right_values(array, random):
    sides = list(array.shape)
    sides.insert(random.randint(0, len(sides)), 1)
    assume(tuple(sides) != array.shape)

    assert judged(array.reshape(sides), truth(array)).same_values
