"""A formula is right if it is right at every point, whether it is a function or text."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import FUNCTION, came, raised, rows

from grader.compare.formula import ask_formula, read_table, same
from grader.compare.kinds import compare, read
from grader.compare.reading import Table
from grader.compare.result import Absent, Match, Stopped, Unreadable, WrongFormula
from grader.key.kinds import FormulaKey
from grader.outcome import NotFound, TimedOut
from grader.request import CallEach, Fetch
from grader.values import Array, Named, Unsupported

RIGHT = {p: Fraction(p[0] + 1, p[1]) for p in itertools.product(range(3), (1, 2))}
POINTS = tuple(sorted(RIGHT, key=lambda p: (sum(p), p)))
KEY = FormulaKey(
    "f",
    ("a", "b"),
    POINTS,
    tuple(int(RIGHT[p]) if RIGHT[p].denominator == 1 else RIGHT[p] for p in POINTS),
    {},
)
NOT_CALLABLE = raised("TypeError", "'str' object is not callable")
ELLIPSIS = Unsupported("ellipsis", "a placeholder nobody has filled in")


def judged(fetched, called=NOT_CALLABLE):
    return compare(KEY, read(KEY, (fetched, called)))


def tabled(function):
    """Make what comes back of a student's function."""
    return judged(came(FUNCTION), rows(*(function(*point) for point in POINTS)))


def test_asks_for_the_value_and_for_every_point():
    assert ask_formula(KEY) == (Fetch("f"), CallEach("f", POINTS))


@pytest.mark.parametrize(
    "text",
    [
        "(a + 1) / b",
        "f(a, b) = (a+1)/b",
        r"$\frac{a + 1}{b}$",
        "lambda a, b: (a + 1) / b",
        "a/b + 1/b",
    ],
)
def test_text_is_read_as_what_it_says(text):
    assert judged(came(text)) == Match()


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(lambda a, b: (a + 1) / b, id="floats"),
        pytest.param(lambda a, b: Array.of(np.float32((a + 1) / b)), id="single precision"),
        pytest.param(lambda a, b: Array.of((a + 1) / b, "torch"), id="0-d tensor"),
        pytest.param(lambda a, b: (a + 1) * (1 / b) + 1e-9, id="rounding"),
        pytest.param(lambda a, b: (a + 1) // b if b == 1 else (a + 1) / b, id="ints where whole"),
    ],
)
def test_a_function_may_compute_in_floats(function):
    assert tabled(function) == Match()


def test_reports_the_smallest_point_and_how_often_it_is_wrong():
    found = tabled(lambda a, b: (a + 1) / b if (a, b) in POINTS[:3] else 0)

    assert found == WrongFormula((("a", 1), ("b", 2)), 0, 1, 3, 6)


def test_points_where_text_has_no_value_are_wrong():
    found = judged(came("(a + 1) / (b - 1)"))

    assert found == WrongFormula((("a", 0), ("b", 1)), "1 divided by zero", 1, 6, 6)


def test_a_point_where_the_function_stops_is_wrong_and_the_others_count():
    found = tabled(lambda a, b: raised("ZeroDivisionError") if a == 2 else (a + 1) / b)

    assert found == WrongFormula((("a", 2), ("b", 1)), "it raised ZeroDivisionError", 3, 2, 6)


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        (None, "nothing"),
        ("1", "the text '1'"),
        (True, "the truth value True"),
        ([1], "a list of 1"),
        (ELLIPSIS, "nothing"),
    ],
)
def test_says_what_a_point_gave_that_is_no_number(given, phrase):
    found = tabled(lambda a, b: given if b == 1 else (a + 1) / b)

    assert (found.actual, found.count) == (phrase, 3)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (None, Absent("none")),
        (ELLIPSIS, Absent("placeholder")),
        (raised("NotImplementedError"), Absent("not-implemented")),
        (raised("TypeError", "2"), Stopped(raised("TypeError", "2"))),
        ("x", Unreadable("a number", "the text 'x'")),
    ],
)
def test_a_function_that_gives_no_number_anywhere_is_no_formula(given, found):
    assert tabled(lambda _a, _b: given) == found


@pytest.mark.parametrize(
    ("fetched", "called", "found"),
    [
        (NotFound("f", ()), NotFound("f", ()), Absent("nothing")),
        (came(None), NOT_CALLABLE, Absent("none")),
        (came(FUNCTION), TimedOut(1.0, (), ""), Stopped(TimedOut(1.0, (), ""))),
        (raised("KeyError"), NOT_CALLABLE, Stopped(raised("KeyError"))),
        (came(FUNCTION), came(3), Unreadable("a formula: a function, or text", "the number 3")),
        (came([1]), NOT_CALLABLE, Unreadable("a formula: a function, or text", "a list of 1")),
        (
            came(Named("module", "math", "math")),
            NOT_CALLABLE,
            Unreadable("a formula: a function, or text", "the module math"),
        ),
    ],
)
def test_what_is_no_formula_is_its_own_finding(fetched, called, found):
    assert judged(fetched, called) == found


@pytest.mark.parametrize("text", ["", "a +", "c + 1", "import os", "a" * 1000, "∫ a db", "(a" * 99])
def test_text_nobody_can_read_is_unreadable_and_says_where(text):
    found = judged(came(text))

    assert isinstance(found, Unreadable)
    assert "character" in found.found


def test_a_number_is_a_formula_that_is_the_same_everywhere():
    assert judged(came(1)) == WrongFormula((("a", 0), ("b", 2)), 1, Fraction(1, 2), 4, 6)
    assert read_table((came(0.5), NOT_CALLABLE), ("x",), ((1,), (2,))) == Table((0.5, 0.5), None)


@pytest.mark.parametrize(
    ("actual", "expected", "is_same"),
    [
        (3, 3, True),
        (3.0, 3, True),
        (3.0000001, 3, True),
        (3.001, 3, False),
        (Fraction(30000001, 10**7), 3, False),
        (1 / 3, Fraction(1, 3), True),
        (float(np.float32(1 / 3)), Fraction(1, 3), True),
        (0.3333, Fraction(1, 3), False),
        (1e-9, Fraction(1, 10**12), False),
        (-0.0, 0, True),
        (0.5, 0, False),
        (math.nan, 3, False),
        (math.inf, 3, False),
        (math.inf, 10**400, False),
        (1e300, 10**400, False),
        (1e17, 10**17 + 1, True),
        (10**17, 10**17 + 1, False),
        ("3", 3, False),
    ],
    ids=lambda each: repr(each)[:30],
)
def test_a_float_stands_for_the_exact_number_beside_it(actual, expected, is_same):
    assert same(actual, expected) is is_same


@given(st.integers() | st.fractions(), st.integers() | st.floats() | st.fractions() | st.text())
def test_telling_values_apart_never_fails(expected, actual):
    assert same(actual, expected) in {True, False}
    assert same(expected, expected) is True
