"""General mistakes are recognised in every case, or not at all; equal answers sign alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import FORMULA, NUMBER, VALUES, case

from grader.compare.reading import (
    Bound,
    Dimensions,
    Listed,
    Numbers,
    Prose,
    Results,
    Table,
    read_numbers,
)
from grader.compare.result import Absent, Stopped, Unreadable
from grader.diagnose.pattern import Pattern, PatternId, explain_pattern
from grader.diagnose.signature import sign
from grader.key.kinds import ArrayKey, FunctionKey
from grader.outcome import NotRun
from grader.values import Array

RIGHT = np.array([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]])
KEY = ArrayKey("a", case(RIGHT), "cells")


def numbers(value):
    return Numbers(np.asarray(value, np.float64))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (RIGHT.T, Pattern(PatternId.TRANSPOSED)),
        (RIGHT[::-1], Pattern(PatternId.ROWS_REVERSED)),
        (RIGHT[:, ::-1], Pattern(PatternId.COLUMNS_REVERSED)),
        (RIGHT[::-1, ::-1], Pattern(PatternId.HALF_TURN)),
        (-RIGHT, Pattern(PatternId.NEGATED)),
        (np.abs(RIGHT), Pattern(PatternId.ABSOLUTE)),
        (RIGHT * 2.5, Pattern(PatternId.SCALED, 2.5)),
        (RIGHT + 3, Pattern(PatternId.SHIFTED, 3.0)),
        (RIGHT * 2.5 + 3, None),
        (RIGHT * 0, None),
        (RIGHT.reshape(3, 2), None),
        (np.where(RIGHT == 5, 9, RIGHT), None),
        (RIGHT * np.nan, None),
        (np.sign(RIGHT) * 1e308, None),
        (np.full((2, 3), -1e308), None),
    ],
)
def test_names_the_one_pattern_that_explains_an_array(value, found):
    assert explain_pattern(KEY, numbers(value)) == found


def test_numbers_cut_to_whole_ones_are_recognised():
    key = ArrayKey("a", case([1.5, -2.5, 3.25], 0.01), "cells")

    assert explain_pattern(key, numbers([1, -2, 3])) == Pattern(PatternId.TRUNCATED)


def test_a_symmetric_truth_names_no_pattern_that_another_explains_too():
    key = ArrayKey("a", case([[1, 2], [2, 1]]), "cells")

    assert explain_pattern(key, numbers([[2, 1], [1, 2]])) is None


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ((-1.5, -2.5, -3.5), Pattern(PatternId.NEGATED)),
        ((-1.5, -2.5, 3.5), None),
        ((3.0, 5.0, 7.0), Pattern(PatternId.SCALED, 2.0)),
        ((1.0, 2.0, 3.0), None),
    ],
    ids=["all cases", "not the last", "scaled", "cut or shifted"],
)
def test_a_function_is_explained_only_if_every_case_agrees(values, found):
    cases = tuple(case(value, 0.001) for value in (1.5, 2.5, 3.5))
    key = FunctionKey("g", ("x",), cases, "whole")
    reading = Results(tuple(numbers(value) for value in values))

    got = explain_pattern(key, reading)

    assert (got and got.id) == (found and found.id) or found is None


def test_no_pattern_explains_what_gives_no_numbers():
    key = FunctionKey("g", ("x",), (case(1.5), case(2.5)), "whole")

    assert explain_pattern(key, Results((numbers(-1.5), Absent("none")))) is None
    assert explain_pattern(FORMULA, Table((1,) * 4, None)) is None
    assert explain_pattern(KEY, Absent("none")) is None


def test_one_number_is_not_enough_to_find_a_factor():
    assert explain_pattern(NUMBER, numbers(4711.25 * 3)) is None
    assert explain_pattern(NUMBER, numbers(-4711.25)) == Pattern(PatternId.NEGATED)


@given(VALUES)
def test_looking_for_a_pattern_never_fails(value):
    reading = read_numbers(value, "numbers")

    found = explain_pattern(KEY, reading)

    assert found is None or isinstance(found, Pattern)


@pytest.mark.parametrize(
    "other",
    [
        [[1, 2], [3, 4]],
        ((1.0, 2), (3, 4)),
        Array.of([[1, 2], [3, 4]], "torch"),
        Array.of(np.float32([[1, 2], [3, 4.0000005]])),
    ],
    ids=["lists", "tuples", "tensor", "single precision"],
)
def test_equal_answers_have_one_signature_whatever_their_form(other):
    assert sign(read_numbers(other, "")) == sign(numbers([[1, 2], [3, 4]]))


def test_answers_that_differ_have_other_signatures():
    readings = [
        numbers([1, 2]),
        numbers([1, 3]),
        numbers([[1, 2]]),
        numbers([np.nan, 2]),
        numbers([np.inf, 2]),
        Dimensions((1, 2)),
        Table((1, 2), None),
        Listed(("a",)),
        Listed(("a", "b")),
        Bound(((1.0,),)),
        Prose("a"),
        Results((numbers(1), Absent("none"))),
        Absent("none"),
        Unreadable("a number", "None"),
        Stopped(NotRun("why")),
    ]

    signatures = {sign(each) for each in readings}

    assert len(signatures) == len(readings)
    assert all(len(each) == 12 for each in signatures)


def test_order_and_case_of_names_do_not_sign():
    assert sign(Listed(("B", "a"))) == sign(Listed(("A", "b")))


def test_a_large_answer_is_signed_by_its_shape_and_first_cells():
    large = np.zeros((3000, 3000))

    assert sign(numbers(large)) != sign(numbers(large.ravel()))


@given(st.lists(st.floats()))
def test_any_numbers_can_be_signed(values):
    assert sign(numbers(values)) == sign(numbers([value + 0.0 for value in values]))
