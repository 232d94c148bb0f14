"""A case as if one of its mistakes were the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.key.kinds import FormulaKey, FunctionKey, ShapeKey
from grader.key.truth import ROUNDING, Case, Mistake, Truth


def case(value, allowed, mistake):
    given_mistake = None if mistake is None else np.asarray(mistake, np.float64)
    truth = Truth(np.asarray(value, np.float64), np.asarray(allowed, np.float64))
    return Case((), truth, (Mistake("m", given_mistake),))


def test_the_mistake_becomes_the_truth_and_is_met_as_closely():
    found = case([1.5, 2.5], [0.1, 0.2], [3.5, 4.5]).as_if("m").truth

    assert found.value.tolist() == [3.5, 4.5]
    assert found.allowed.tolist() == [0.1, 0.2]
    assert found.coarse == ()


@pytest.mark.parametrize("mistake", [[3.0, 4.0], [0.0, np.nan], [np.inf, 1.0], [np.nan, np.nan]])
def test_whole_numbers_stay_exact(mistake):
    assert case([1, 2], [0, 0], mistake).as_if("m").truth.is_exact


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=5))
def test_a_mistake_that_is_not_whole_is_met_up_to_single_precision(numbers):
    mistake = np.array(numbers) + 0.3
    found = case(np.ones(len(numbers)), np.zeros(len(numbers)), mistake).as_if("m").truth

    single = mistake.astype(np.float32).astype(np.float64)
    if not np.array_equal(mistake, np.round(mistake)):
        assert np.all(np.abs(single - mistake) <= found.allowed)
        assert np.all(found.allowed == ROUNDING * mistake.max())


def test_a_mistake_of_another_shape_is_met_by_the_largest_tolerance():
    found = case([1.5, 2.5], [0.1, 0.2], [[7.25]]).as_if("m").truth

    assert found.value.tolist() == [[7.25]]
    assert found.allowed.tolist() == [[0.2]]


@pytest.mark.parametrize("value", [[], [1.0, 2.0]])
def test_an_empty_mistake_is_no_trouble(value):
    found = case(value, np.zeros(len(value)), np.empty((0, 3))).as_if("m").truth

    assert found.value.shape == found.allowed.shape == (0, 3)


def test_there_is_no_such_case_where_the_mistake_gives_nothing_or_is_unknown():
    assert case(1, 0, None).as_if("m") is None
    assert case(1, 0, 2).as_if("other") is None


def test_a_function_is_as_if_only_where_every_case_is():
    whole, broken = case(1, 0, 2), case(1, 0, None)

    assert FunctionKey("f", ("x",), (whole, broken), "whole").as_if("m") is None
    found = FunctionKey("f", ("x",), (whole, whole), "whole").as_if("m")
    assert [float(each.truth.value) for each in found.cases] == [2, 2]


def test_a_formula_is_as_if_only_where_it_is_defined_everywhere():
    key = FormulaKey("f", ("n",), ((1,), (2,)), (1, 2), {"all": (3, 4), "some": (None, 4)})

    assert key.as_if("all").expected == (3, 4)
    assert key.as_if("some") is None
    assert key.as_if("other") is None


def test_a_shape_is_as_if_by_its_mistakes():
    key = ShapeKey("s", (3, 3), {"same": (5, 5)})

    assert key.as_if("same").expected == (5, 5)
    assert key.as_if("other") is None
