"""Drawn inputs: seeded, printable in full, and of the shape asked for."""

import itertools
import re

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import SpecError
from grader.oracle.draw import Draw
from grader.oracle.redraw import Redraw
from grader.oracle.solve import Oracle

SEEDS = st.integers(0, 2**64)
SIDES = st.integers(1, 6)


def function(arguments, oracle, extra=""):
    return f"""\
        id: 1
        title: One
        parts:
          - id: a
            title: A
            points: 1
            answer:
              name: f
              kind: function
              arguments: {arguments}
              {extra}
            oracle: {oracle}
    """


def cases_of(assignment, part=0, answer=0):
    return Oracle(assignment).solve("digest").parts[part].answers[answer].cases


def plain(cases):
    return [
        [getattr(each, "data", each) for each in case.arguments]  # an array as NumPy's
        for case in cases
    ]


def printed(cases):
    return [
        [str(getattr(each, "tolist", lambda e=each: e)()) for each in row] for row in plain(cases)
    ]


@given(SEEDS, SIDES, SIDES)
def test_normal_and_uniform_are_multiples_of_one_in_32_without_negative_zeros(seed, rows, columns):
    draw = Draw(seed)

    for found in (draw.normal(rows, columns), draw.uniform(-1, 1, rows, columns)):
        assert found.shape == (rows, columns)
        assert found.dtype == torch.float64
        assert torch.equal(found * 32, torch.round(found * 32))
        assert not torch.any((found == 0) & torch.signbit(found))


@given(SEEDS, st.floats(-5, 5), st.floats(0.05, 5))
def test_uniform_keeps_to_its_bounds_whatever_they_are(seed, low, width):
    found = Draw(seed).uniform(low, low + width, 50)

    assert low <= float(found.min())
    assert float(found.max()) <= low + width


def test_uniform_reaches_both_of_its_bounds():
    assert set(Draw(1).uniform(0, 1 / 16, 200).tolist()) == {0, 1 / 32, 1 / 16}


def test_uniform_between_two_steps_is_refused():
    with pytest.raises(
        ValueError, match=r"wanted a multiple of 1/32 from 0.01 to 0.02, found none"
    ):
        Draw(1).uniform(0.01, 0.02, 3)


@given(SEEDS, st.integers(-9, 9), st.integers(0, 9))
def test_integers_include_both_bounds_and_nothing_outside(seed, low, more):
    draw = Draw(seed)

    assert low <= draw.integer(low, low + more) <= low + more
    found = draw.integers(low, low + more, 3, 2)
    assert found.shape == (3, 2)
    assert found.dtype == torch.float64
    assert set(found.flatten().tolist()) <= set(range(low, low + more + 1))


@given(SEEDS, SIDES, SIDES)
def test_a_subregion_is_a_rectangle_inside_the_image_and_two_wide_where_it_can_be(
    seed, height, width
):
    found = Draw(seed).subregion(torch.zeros(height, width))

    rows, columns = ([index[axis] for index in found] for axis in (0, 1))
    corner = itertools.product(
        range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)
    )
    assert found == list(corner)
    assert min(rows) >= 0
    assert max(rows) < height
    assert min(columns) >= 0
    assert max(columns) < width
    assert max(rows) - min(rows) + 1 >= min(2, height)
    assert max(columns) - min(columns) + 1 >= min(2, width)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (4,)])
def test_an_image_without_cells_has_no_subregion(shape):
    with pytest.raises(ValueError, match="wanted an image with cells"):
        Draw(1).subregion(torch.zeros(shape))


@given(SEEDS, st.lists(st.integers(), min_size=1, max_size=5))
def test_one_of_gives_one_of_them(seed, values):
    assert Draw(seed).one_of(*values) in values


@given(SEEDS)
def test_the_same_seeds_draw_the_same_and_any_other_seed_draws_otherwise(seed):
    assert torch.equal(Draw(seed, "a", 1).normal(4, 4), Draw(seed, "a", 1).normal(4, 4))
    others = [Draw(seed, "a", 2), Draw(seed, "b", 1), Draw(seed + 1, "a", 1), Draw(seed, "a1", "")]
    assert all(not torch.equal(Draw(seed, "a", 1).normal(4, 4), o.normal(4, 4)) for o in others)


def test_the_same_seed_draws_the_same_cases_and_another_seed_others(assignment):
    text = function("{X: 'normal(3)', k: 'integer(1, 5)'}", "X * k")

    one, again = (printed(cases_of(assignment(text, seed=7))) for _ in range(2))
    other = printed(cases_of(assignment(text, seed=8)))

    assert one == again
    assert one != other


def test_two_answers_drawn_alike_get_different_cases(assignment):
    kind = "kind: function, arguments: {X: 'normal(3)'}, oracle: 2 * X"
    loaded = assignment(
        "id: 1\ntitle: One\nparts:\n"
        f"  - {{id: a, title: A, points: 1, answers: [{{name: f, {kind}}}, {{name: g, {kind}}}]}}\n"
        f"  - {{id: b, title: B, points: 1, answers: [{{name: h, {kind}}}]}}\n"
    )

    drawn = [printed(cases_of(loaded, *place)) for place in ((0, 0), (0, 1), (1, 0))]

    assert drawn[0] != drawn[1] != drawn[2] != drawn[0]


def test_where_is_respected_by_every_case(assignment):
    text = function("{X: 'normal(2)'}", "X * 2", "where: X.sum() > 1")

    for (array,) in plain(cases_of(assignment(text))):
        assert array.sum() > 1


def test_a_later_argument_may_use_an_earlier_one(assignment):
    text = function("{n: 'integer(2, 4)', X: 'normal(n, n)', Y: X + 1}", "X @ Y")

    for n, x, y in plain(cases_of(assignment(text))):
        assert x.shape == (n, n)
        assert (y == x + 1).all()


@pytest.mark.parametrize(("arrays", "kind"), [("numpy", "numpy"), ("torch", "torch")])
def test_arrays_become_what_the_author_asked_for(assignment, arrays, kind):
    text = function("{X: 'normal(2)'}", "X * 2", f"arrays: {arrays}")

    assert {case.arguments[0].library for case in cases_of(assignment(text))} == {kind}


def test_arrays_may_become_lists(assignment):
    text = function("{X: 'normal(2)'}", "X * 2", "arrays: list")

    for case in cases_of(assignment(text)):
        assert [type(number) for number in case.arguments[0]] == [float, float]


def refusal(assignment, text):
    with pytest.raises(SpecError) as caught:
        Oracle(assignment(text)).solve("digest")
    return re.sub(r"(?m)^\S*/", "", str(caught.value))


def test_a_condition_too_narrow_is_refused_at_its_place(assignment):
    text = function("{X: 'normal(2)'}", "X * 2", "where: X.sum() > 1000")

    assert refusal(assignment, text) == (
        "p.yaml:11:14: parts[0].answer.where: wanted a condition that drawn cases can meet, found "
        "none in 50 draws that does (widen it, or draw closer to it)"
    )


def test_a_condition_of_several_truth_values_is_refused_at_its_place(assignment):
    text = function("{X: 'normal(2)'}", "X * 2", "where: X > 0")

    assert refusal(assignment, text) == (
        "p.yaml:11:14: parts[0].answer.where: wanted true or false, but 'X > 0' gave a Tensor of "
        "several values (use all or any)"
    )


def test_an_argument_that_is_no_data_is_refused_at_its_place(assignment):
    text = function("{X: conv2d}", "ones(2)")

    assert refusal(assignment, text) == (
        "p.yaml:10:22: parts[0].answer.arguments.X: wanted data, but a case cannot hold a function"
    )


def test_a_draw_that_raises_is_refused_at_its_place(assignment):
    text = function("{X: 'uniform(0.01, 0.02, 3)'}", "X")

    assert refusal(assignment, text) == (
        "p.yaml:10:22: parts[0].answer.arguments.X: wanted a value, but 'uniform(0.01, 0.02, 3)' "
        "raised ValueError: wanted a multiple of 1/32 from 0.01 to 0.02, found none"
    )


def test_distinct_numbers_stay_distinct_however_they_are_chosen():
    chosen = np.array([[1.0, 1.0], [1.0, -3.0]])

    found = Redraw([chosen], 0).distinct(2, 2)

    assert found.unique().numel() == 4
    assert found.flatten().argmin() == 3
    assert torch.equal(Redraw([np.arange(4.0)], 0).distinct(4), torch.arange(4.0).double())


def test_labels_are_whole_numbers_of_the_classes_however_they_are_chosen():
    found = Redraw([np.array([-2.0, 0.6, 9.0])], 0).labels(3, 3)

    assert found.dtype == torch.int64
    assert found.tolist() == [0, 1, 2]
    assert set(Draw(1).labels(3, 500).tolist()) == {0, 1, 2}
