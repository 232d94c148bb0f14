"""Right values along another axis, or in another shape, are named; other values never are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np
from sample_keys import case

from grader.compare.reading import Numbers, Results
from grader.diagnose.axis import Along
from grader.diagnose.layout import is_crossed, is_outer, is_repeated, list_orders
from grader.diagnose.pattern import Pattern, PatternId, explain_pattern
from grader.key.kinds import ArrayKey, FunctionKey, NumberKey
from grader.values import Array

ROWS = np.array([[1.0, -2.0, 3.0], [4.0, 5.0, -6.5]])
SQUARE = np.array([[1.0, 2.0, 4.0], [7.0, -3.0, 5.0], [6.0, 9.0, 8.0]])
LINE = np.array([3.0, 1.0, 7.0, -2.0])
IMAGES = np.arange(2 * 3 * 4 * 5, dtype=float).reshape(2, 3, 4, 5) ** 1.5
LOGITS = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75], [0.0, 3.0, 1.0]])


def softmax(x, axis):
    powers = np.exp(x)
    return powers / powers.sum(axis=axis, keepdims=True)


def found_in(right, value, allowed=1e-5):
    key = ArrayKey("a", case(right, allowed), "cells")
    return explain_pattern(key, Numbers(np.asarray(value, np.float64)))


@pytest.mark.parametrize(
    ("right", "value", "name"),
    [
        pytest.param(LINE, LINE[:, None], PatternId.KEPT, id="(N, 1) for (N,)"),
        pytest.param(ROWS, ROWS[None, None], PatternId.KEPT, id="batch and channel kept"),
        pytest.param(3.5, [[3.5]], PatternId.KEPT, id="(1, 1) for a number"),
        pytest.param(LINE[:, None], LINE, PatternId.DROPPED, id="(N,) for (N, 1)"),
        pytest.param(LINE[:, None], LINE[None], PatternId.TRANSPOSED, id="(1, N) for (N, 1)"),
        pytest.param(
            LINE, LINE[None, :] + LINE - LINE[:, None], PatternId.OUTER, id="(N, N) of a sum"
        ),
        pytest.param(
            LINE, np.sqrt(np.abs(np.outer(LINE, LINE))) * np.sign(LINE), PatternId.OUTER, id="root"
        ),
        pytest.param(
            ROWS, ROWS[:, None] * 2 - ROWS[None], PatternId.OUTER, id="(N, N, D) for (N, D)"
        ),
        pytest.param(LINE, np.tile(LINE, (3, 1)), PatternId.REPEATED, id="rows repeated"),
        pytest.param(3.5, np.full((2, 3), 3.5), PatternId.REPEATED, id="a number everywhere"),
        pytest.param(ROWS, ROWS[[0, 0]], PatternId.ROW_REPEATED, id="the first row in all"),
        pytest.param(ROWS, ROWS[[1, 1]], PatternId.ROW_REPEATED, id="the last row in all"),
        pytest.param(ROWS, ROWS[:, [0] * 3], PatternId.COLUMN_REPEATED, id="one column in all"),
        pytest.param(
            SQUARE + LINE[:3, None], SQUARE + LINE[:3], PatternId.CROSSED, id="bias to columns"
        ),
        pytest.param(
            SQUARE / LINE[:3, None], SQUARE / LINE[:3], PatternId.CROSSED, id="divided by columns"
        ),
        pytest.param([7.5, -2.5], [7, -3], PatternId.FLOORED, id="integer division"),
        pytest.param([7.5, 2.5], [7, 2], PatternId.TRUNCATED, id="cut or divided, all positive"),
        pytest.param([250.0, 260.0, 700.0], [250, 4, 188], PatternId.OVERFLOWED, id="uint8"),
        pytest.param([100.0, 130.0, 700.0], [100, -126, -68], PatternId.OVERFLOWED, id="int8"),
    ],
)
def test_names_the_layout_that_explains_an_array(right, value, name):
    assert found_in(right, value) == Pattern(name)


@pytest.mark.parametrize("order", list(list_orders(4)))
def test_names_the_order_of_the_axes(order):
    assert found_in(IMAGES, IMAGES.transpose(order)) == Pattern(PatternId.PERMUTED, order=order)


def test_every_order_is_tried_but_those_with_a_name_of_their_own():
    assert list(list_orders(2)) == []
    assert len(list(list_orders(3))) == 6 - 2
    assert len(list(list_orders(5))) == 120 - 2
    assert list(list_orders(6)) == []


@pytest.mark.parametrize(
    ("right", "value"),
    [
        pytest.param(LINE, np.zeros((4, 4)), id="zeros"),
        pytest.param(LINE, np.tile(LINE, (3, 1)) + np.eye(3, 4), id="nearly repeated"),
        pytest.param(LINE, LINE[:3, None], id="one too few"),
        pytest.param(SQUARE, np.full((3, 3), 1.0), id="one entry everywhere"),
        pytest.param(SQUARE, np.zeros((3, 3)), id="zeros in a square"),
        pytest.param(SQUARE, SQUARE + np.outer(LINE[:3], LINE[:3]), id="symmetric differences"),
        pytest.param(SQUARE[:2, :2], SQUARE[:2, :2] + [[0, 1], [-1, 0]], id="a square too small"),
        pytest.param(np.ones((2, 2)), np.ones((3, 2, 2)) * 2, id="repeated and wrong"),
        pytest.param(IMAGES, IMAGES[..., ::-1, :].transpose(0, 2, 3, 1), id="permuted and wrong"),
        pytest.param(IMAGES, np.zeros((2, 4, 5, 3)), id="permuted shape only"),
        pytest.param(np.array([]), np.zeros((3, 0)), id="nothing at all"),
    ],
)
def test_names_nothing_that_does_not_explain_every_entry_asked_for(right, value):
    found = found_in(right, value)

    assert found is None


REDUCTIONS = {
    "sum": lambda x, axis: x.sum(axis),
    "mean": lambda x, axis: x.mean(axis),
    "maximum": lambda x, axis: x.max(axis),
    "variance": lambda x, axis: x.var(axis),
    "norm": lambda x, axis: (
        np.linalg.norm(x, axis=axis) if axis is not None else (x**2).sum() ** 0.5
    ),
    "position of the maximum": lambda x, axis: x.argmax(axis),
    "softmax": softmax,
    "running sum": lambda x, axis: x.cumsum(axis) if axis is not None else x.sum(),
}
SHAPES = ((3, 3), (4, 4), (5, 5))


def inputs(seed=3):
    stream = np.random.default_rng(seed)
    return [np.round(stream.normal(size=shape) * 4, 3) for shape in SHAPES]


def function(right, arguments, extra=()):
    cases = tuple(case(right(each), 1e-5, arguments=(*extra, Array.of(each))) for each in arguments)
    return FunctionKey("g", ("x",), cases, "whole")


def results(values):
    return Results(tuple(Numbers(np.asarray(value, np.float64)) for value in values))


@pytest.mark.parametrize("what", REDUCTIONS)
@pytest.mark.parametrize(("right", "found"), [(0, 1), (1, 0)])
def test_names_what_was_taken_along_which_axis(what, right, found):
    arguments, reduce = inputs(), REDUCTIONS[what]
    key = function(lambda x: reduce(x, right), arguments)

    given = results(np.float32(reduce(each, found)) for each in arguments)

    assert explain_pattern(key, given) == Pattern(
        PatternId.WRONG_AXIS, along=Along(what, found, right)
    )


def test_a_reduction_over_everything_is_one_along_all_axes():
    arguments = inputs()
    key = function(lambda x: x.mean(1), arguments, extra=(2.0,))

    given = results(each.mean() for each in arguments)

    assert explain_pattern(key, given) == Pattern(
        PatternId.WRONG_AXIS, along=Along("mean", None, 1)
    )


def test_an_axis_that_is_wrong_in_some_cases_only_is_named_for_none():
    arguments = inputs()
    key = function(lambda x: x.sum(0), arguments)

    given = results([arguments[0].sum(1), arguments[1].sum(1), arguments[2].sum(1) + 1])

    assert explain_pattern(key, given) is None


def test_a_normalisation_along_another_axis_shows_without_any_argument():
    assert found_in(softmax(LOGITS, 1), softmax(LOGITS, 0)) == Pattern(
        PatternId.WRONG_AXIS, along=Along("softmax", 0, 1)
    )


def test_other_values_that_sum_to_one_along_another_axis_are_not_named():
    assert found_in(softmax(LOGITS, 1), softmax(LOGITS**2, 0)) is None


FINITE = st.floats(-100, 100, width=32)


@given(st_np.arrays(np.float64, st_np.array_shapes(max_dims=4, max_side=4), elements=FINITE))
def test_what_is_right_is_in_no_wrong_layout(value):
    truth, same = case(value, 1e-6).truth, Numbers(value)

    assert not any(fits(same, truth) for fits in (is_crossed, is_outer, is_repeated))


@given(
    st_np.arrays(np.float64, st_np.array_shapes(min_dims=0, max_dims=4), elements=FINITE),
    st_np.arrays(np.float64, st_np.array_shapes(min_dims=0, max_dims=5, min_side=0)),
)
def test_looking_for_a_layout_never_fails(right, value):
    kind = ArrayKey("a", case(right, 1e-6), "cells") if right.ndim else NumberKey("a", case(right))

    found = explain_pattern(kind, Numbers(value))

    assert found is None or isinstance(found, Pattern)
