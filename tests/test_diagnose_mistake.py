"""A named mistake explains an answer only if it explains all of it."""

import numpy as np
import pytest
from sample_keys import CHOICE, FORMULA, FUNCTION_KEY, NAMES, NUMBER, RELATION, SHAPE, TEXT, case

from grader.compare.reading import (
    Bound,
    Dimensions,
    Listed,
    Numbers,
    Prose,
    Results,
    Table,
)
from grader.compare.result import Absent, Stopped, Unreadable
from grader.diagnose.mistake import explain_mistake
from grader.key.kinds import ArrayKey, FunctionKey
from grader.outcome import NotRun
from grader.record import replace


def numbers(value):
    return Numbers(np.asarray(value, np.float64))


def results(*values):
    return Results(tuple(numbers(value) for value in values))


SQUARE = np.array([[1.0, 2.0], [3.0, 4.0]])
ARRAY = ArrayKey(
    "a",
    case(
        SQUARE,
        0,
        [
            ("transposed", SQUARE.T),
            ("turned", SQUARE.T),
            ("padded", np.pad(SQUARE, 1)),
            ("overflowed", [[np.nan, np.inf], [3, 4]]),
            ("averaged", SQUARE / 9),
            ("raises", None),
        ],
    ),
    "cells",
)
IDS = tuple(each.id for each in ARRAY.case.mistakes)


@pytest.mark.parametrize(
    ("value", "likely"),
    [
        pytest.param(SQUARE.T, ("transposed", "turned"), id="two give the same"),
        pytest.param(np.pad(SQUARE, 1), ("padded",), id="another shape"),
        pytest.param([[np.nan, np.inf], [3, 4]], ("overflowed",), id="nan and infinity"),
        pytest.param([[np.nan, np.nan], [3, 4]], (), id="nan elsewhere"),
        pytest.param(SQUARE / 9, ("averaged",), id="broken where whole is wanted"),
        pytest.param((SQUARE / 9).astype(np.float32), ("averaged",), id="in single precision"),
        pytest.param(SQUARE.T + 1, (), id="all off"),
        pytest.param([[1, 3], [2, 9]], (), id="one cell off"),
        pytest.param(np.pad(SQUARE, 1)[None], (), id="its shape is off"),
        pytest.param([1, 2, 3], (), id="nothing like it"),
    ],
)
def test_an_array_is_explained_by_the_mistakes_it_equals(value, likely):
    assert explain_mistake(ARRAY, numbers(value), IDS) == likely


def test_mistakes_are_named_in_the_order_they_are_asked_for():
    assert explain_mistake(ARRAY, numbers(SQUARE.T), IDS[::-1]) == ("turned", "transposed")
    assert explain_mistake(ARRAY, numbers(SQUARE.T), ("turned", "unheard-of")) == ("turned",)


@pytest.mark.parametrize(
    ("reading", "likely"),
    [
        (results(-4711.5, -4712.5, -4713.5), ("negated",)),
        (results(-4711.5004, -4712.5, -4713.5), ("negated",)),
        (results(-4711.5, -4712.5, 4713.5), ()),
        (results(-4711.5, -4712.5, -4713.6), ()),
    ],
    ids=["all", "within the tolerance", "not in the last", "off in the last"],
)
def test_a_function_is_explained_only_if_every_case_agrees(reading, likely):
    assert explain_mistake(FUNCTION_KEY, reading, ("negated",)) == likely


def test_a_mistake_that_gives_nothing_in_one_case_explains_nothing():
    cases = (case(1.5, 0.1, [("m", -1.5)]), case(2.5, 0.1, [("m", None)]))
    key = FunctionKey("g", ("x",), cases, "whole")

    assert explain_mistake(key, results(-1.5, -2.5), ("m",)) == ()


def test_a_case_that_was_not_run_explains_nothing():
    reading = replace(
        results(-4711.5, -4712.5), cases=(*results(-4711.5, -4712.5).cases, Stopped(NotRun("")))
    )

    assert explain_mistake(FUNCTION_KEY, reading, ("negated",)) == ()


@pytest.mark.parametrize(
    ("values", "likely"),
    [
        ((4711, 4711, 4711, 4711), ("flat",)),
        ((4711.0, 4711.0, 4711.0, 4711.0), ("flat",)),
        ((4711, 4711, 4711, 4712), ()),
        (("1 divided by zero", 4711, 4712, 4711), ()),
    ],
)
def test_a_formula_is_explained_only_if_every_point_agrees(values, likely):
    assert explain_mistake(FORMULA, Table(values, None), ("flat", "undefined")) == likely


@pytest.mark.parametrize(
    ("key", "reading", "likely"),
    [
        (NUMBER, numbers(2355.625), ("halved",)),
        (NUMBER, numbers(2355.7), ()),
        (SHAPE, Dimensions((4712, 4711)), ("turned",)),
        (SHAPE, Dimensions((4712,)), ()),
        (RELATION, Bound(((2.0,), (1.0,) * 5)), ("unscaled",)),
        (RELATION, Bound(((2.0,), (1.0,) * 4 + (2.0,))), ()),
        (NAMES, Listed(("Linear",)), ()),
        (CHOICE, Listed(("b",)), ()),
        (TEXT, Prose("a"), ()),
        (RELATION, numbers(1), ()),
    ],
    ids=str,
)
def test_every_kind_knows_its_own_mistakes(key, reading, likely):
    assert explain_mistake(key, reading, ("halved", "turned", "unscaled")) == likely


@pytest.mark.parametrize(
    "problem", [Absent("none"), Unreadable("a number", "None"), Stopped(NotRun("why"))]
)
def test_no_mistake_explains_what_is_no_answer(problem):
    assert explain_mistake(ARRAY, problem, IDS) == ()
