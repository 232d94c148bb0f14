"""What a student is shown of an answer, kind by kind, within what the author allows."""

import numpy as np
import pytest
from sample_keys import (
    ARRAY,
    CHOICE,
    FORMULA,
    FUNCTION_KEY,
    NAMES,
    NUMBER,
    POINTS,
    RELATION,
    SHAPE,
    TEXT,
    case,
)

from grader.compare.kinds import compare
from grader.compare.reading import Bound, Dimensions, Listed, Numbers, Prose, Results, Table
from grader.compare.result import Absent, Match
from grader.formula import read_formula
from grader.key.kinds import FunctionKey
from grader.record import replace
from grader.results import Grid, Line
from grader.showing import show_answer, show_followed
from grader.values import Array


def shown(key, reading, reveal="expected"):
    return show_answer(key, reading, compare(key, reading), reveal)


WRONG = np.array([[4711.0, 4712, 4713], [4721, 4722, 0]])
SCALES = tuple(1 / n for (n,) in POINTS)


@pytest.mark.parametrize(
    ("key", "reading", "given", "expected"),
    [
        (NUMBER, Numbers(np.asarray(1.5)), "1.5", "4711.25"),
        (SHAPE, Dimensions((5, 5)), "(5, 5)", "(4711, 4712)"),
        (SHAPE, Dimensions(()), "()", "(4711, 4712)"),
        (FORMULA, Table((1, 1, 1, 1), None), "1 at every point", None),
        (FORMULA, Table((1, 2, 1, 1), None), "a function of x, y", None),
        (NAMES, Listed(("Linear", "Conv2d")), "Linear, Conv2d", "MaxPool2d, AvgPool2d, LPPool2d"),
        (NAMES, Listed(()), "nothing", "MaxPool2d, AvgPool2d, LPPool2d"),
        (CHOICE, Listed(("b",)), "b", "a, x.1"),
        (
            RELATION,
            Bound(((2.0,), (1.0,) * 5)),
            "p = 2; scale = 1, 1, 1, 1, …",
            "p = 4711; scale = 1, 0.5, 0.3333, 0.25, …",
        ),
        (TEXT, Prose("Because."), "Because.", None),
    ],
    ids=lambda each: repr(each)[:40],
)
def test_short_answers_are_shown_on_a_line(key, reading, given, expected):
    found = shown(key, reading)

    assert isinstance(found.given, Line)
    assert found.given.text == given
    assert (found.expected and found.expected.text) == expected


def test_a_formula_that_was_read_is_shown_as_typed_and_as_maths():
    formula = read_formula("x / 2 + y", ("x", "y"))

    found = shown(FORMULA, Table((1, 2, 3, 4), formula))

    assert found.given.text == "x / 2 + y"
    assert "frac" in found.given.tex


def test_a_binding_shorter_than_the_line_has_no_dots():
    unknown = replace(RELATION.unknowns[1], points=POINTS[:2])
    key = replace(
        RELATION,
        unknowns=(RELATION.unknowns[0], unknown),
        settled=(replace(RELATION.settled[0], binding=((1.0,), (1.0, 0.5))),),
    )

    assert shown(key, Bound(((2.0,), (1.0, 2.0)))).given.text == "p = 2; scale = 1, 2"


def test_an_array_is_shown_with_the_cells_that_are_off_beside_what_was_expected():
    found = shown(ARRAY, Numbers(WRONG))

    assert isinstance(found.given, Grid)
    assert found.given.off == ((1, 2),)
    assert found.expected.rows[1] == ("4721", "4722", "4723")


@pytest.mark.parametrize(
    ("reveal", "has_expected", "has_example"),
    [
        ("expected", True, True),
        ("example", False, True),
        ("shape", False, False),
        ("none", False, False),
    ],
)
def test_what_is_revealed_is_what_the_author_allows(reveal, has_expected, has_example):
    assert (shown(ARRAY, Numbers(WRONG), reveal).expected is not None) is has_expected
    table = Table((1, 2, 3, 4), None)
    assert (shown(FORMULA, table, reveal).example is not None) is has_example


def test_the_smallest_point_of_a_formula_is_an_example_to_be_called():
    example = shown(FORMULA, Table((4711, 0, 0, 0), None)).example

    assert [line.text for line in example.inputs] == ["0", "1"]
    assert (example.given.text, example.expected.text) == ("0", "4711/2")
    assert example.given.off
    assert example.code == "f(0, 1)"


def test_the_smallest_case_of_a_function_is_an_example_to_be_called():
    reading = Results(tuple(Numbers(np.asarray(0.0)) for _ in range(3)))

    example = shown(FUNCTION_KEY, reading).example

    assert example.inputs[0].rows == (("1",),)
    assert (example.given.text, example.expected.text) == ("0", "4712.5")
    assert example.given.off
    assert example.code == "g(np.array([1.0]))"


def test_a_case_without_a_value_still_shows_its_input():
    numbers = Numbers(np.asarray(4713.5))
    reading = Results((numbers, Absent("none"), numbers))

    example = shown(FUNCTION_KEY, reading).example

    assert example.given is None
    assert example.inputs


def test_code_too_long_to_be_pasted_is_left_out_not_cut():
    key = FunctionKey("g", ("x",), (case(1, arguments=(Array.of(np.zeros((512, 512))),)),), "whole")

    example = shown(key, Results((Numbers(np.asarray(2.0)),))).example

    assert example.code == ""
    assert example.inputs[0].note


def test_a_claim_that_fails_shows_both_of_its_sides():
    example = shown(RELATION, Bound(((2.0,), (1.0,) * 5))).example

    assert [(line.label, line.text) for line in example.inputs] == [("X", "[1.0, 2.0]")]
    assert (example.given.text, example.expected.text) == ("9", "3")


def test_hostile_names_stay_on_one_short_line():
    found = shown(NAMES, Listed(tuple(f"name\n{number}" * 9 for number in range(100))))

    assert len(found.given.text) <= 400
    assert "\n" not in found.given.text


def test_nothing_is_shown_of_no_answer_but_what_was_expected():
    found = show_answer(ARRAY, None, Absent("none"), "expected")

    assert found.given is found.example is None
    assert found.expected is not None


def test_a_right_answer_is_shown_without_marks():
    found = show_answer(ARRAY, Numbers(ARRAY.case.truth.value), Match(), "expected")

    assert found.given.off == ()
    assert found.given.rows == found.expected.rows
    assert show_followed(np.asarray(3.0)).text == "3"
