"""A claim is right if it holds with the student's values on every input."""

import math

import numpy as np
import pytest
from sample_keys import FUNCTION, POINTS, RELATION, came, raised, rows, trial

from grader.compare.kinds import ask, compare, read
from grader.compare.reading import Bound
from grader.compare.relation import find_settled, holds
from grader.compare.result import Absent, Match, Stopped, Unreadable, Unsettled, WrongSides
from grader.key.kinds import RelationKey, Settled, Unknown
from grader.outcome import NotFound
from grader.request import CallEach, Fetch
from grader.values import Array

NOT_CALLABLE = raised("TypeError")
SCALES = tuple(1 / n for (n,) in POINTS)


def read_it(p, scale, called=NOT_CALLABLE):
    return read(RELATION, (came(p), came(scale), called))


def test_asks_for_every_unknown_and_for_a_formula_at_its_points():
    assert ask(RELATION) == (Fetch("p"), Fetch("scale"), CallEach("scale", POINTS))


@pytest.mark.parametrize(
    ("p", "number"),
    [
        (4711, 4711),
        (Array.of(4711.0, "torch"), 4711),
        ("4711", 4711),
        ("1/2", 0.5),
        ("∞", math.inf),
        ("inf", math.inf),
        (math.inf, math.inf),
        (10**400, np.finfo(float).max),
    ],
    ids=lambda each: repr(each)[:30],
)
def test_reads_a_number_of_any_form(p, number):
    assert read_it(p, "1/n") == Bound(((number,), SCALES))


@pytest.mark.parametrize(
    ("scale", "called", "values"),
    [
        ("1/n", NOT_CALLABLE, SCALES),
        (FUNCTION, rows(*SCALES), SCALES),
        (1, NOT_CALLABLE, (1.0,) * 5),
        (FUNCTION, rows(1, 2, 2**4000, -(2**4000), 5), None),
        ("n * 9^64 * 9^64 * 9^64 * 9^64 * 9^64 * 9^64", NOT_CALLABLE, None),
    ],
)
def test_reads_a_formula_as_its_values(scale, called, values):
    found = read_it(4711, scale, called)

    assert isinstance(found, Bound)
    assert values is None or found.binding[1] == pytest.approx(values)
    assert all(math.isfinite(value) for value in found.binding[1])


def test_a_formula_without_a_value_somewhere_is_settled_like_any_other():
    reading = read_it(4711, FUNCTION, rows(1, raised("ValueError"), 3, 4, 5))
    settled = Settled(reading.binding, None, (trial(math.nan, 2),))
    key = RelationKey(RELATION.unknowns, RELATION.claim, (*RELATION.settled, settled))

    assert compare(RELATION, reading) == Unsettled()
    found = compare(key, read_it(4711, FUNCTION, rows(1, None, 3, 4, 5)))
    assert isinstance(found, WrongSides)
    assert found.trial is settled.trials[0]


@pytest.mark.parametrize(
    ("outcomes", "found"),
    [
        ((NotFound("p", ()), came("1/n"), NOT_CALLABLE), Absent("nothing")),
        ((came(4711), came(None), NOT_CALLABLE), Absent("none")),
        ((came("p"), came(None), NOT_CALLABLE), None),
        ((came([1, 2]), came("1/n"), NOT_CALLABLE), Unreadable("a number", "2 numbers")),
        ((came(1), came(FUNCTION), raised("KeyError")), Stopped(raised("KeyError"))),
        (
            (came(1), came(FUNCTION), rows(*[raised("NotImplementedError")] * 5)),
            Absent("not-implemented"),
        ),
    ],
)
def test_the_first_unknown_that_cannot_be_read_stands_for_the_answer(outcomes, found):
    got = read(RELATION, outcomes)

    assert got == found if found else isinstance(got, Unreadable)


def test_right_values_are_recognised_however_they_were_computed():
    assert compare(RELATION, Bound(((4711.0,), SCALES))) == Match()
    assert compare(RELATION, Bound(((4711.0000001,), SCALES))) == Match()


def test_a_claim_that_fails_shows_the_first_input_on_which_it_does():
    found = compare(RELATION, Bound(((2.0,), (1.0,) * 5)))

    assert isinstance(found, WrongSides)
    assert (found.trial.left.value, found.count, found.size) == (9, 1, 2)


def test_values_nobody_foresaw_are_not_settled():
    assert compare(RELATION, Bound(((3.0,), SCALES))) == Unsettled()


def test_an_infinite_value_is_itself_only():
    key = RelationKey((Unknown("p"),), "", (Settled(((math.inf,),), None, (trial(1, 1),)),))

    assert compare(key, Bound(((math.inf,),))) == Match()
    for other in (-math.inf, 1e308, math.nan):
        assert find_settled(key, ((other,),)) is None


@pytest.mark.parametrize(
    ("left", "right", "is_true"),
    [
        (2.0, 2.0, True),
        (2.009, 2.0, True),
        (2.02, 2.0, False),
        (math.nan, 2.0, False),
        (math.inf, 2.0, False),
        (-1e308, 1e308, False),
        ([2.0, 2.0], 2.0, False),
        ([2.0, 3.0], [2.0, 3.0], True),
    ],
)
def test_both_sides_agree_within_rounding_or_not(left, right, is_true):
    assert holds(trial(left, right)) is is_true


def test_a_large_number_is_not_infinity_even_where_the_claim_holds_for_it():
    unknown = (Unknown("p"),)
    right = Settled(((math.inf,),), None, (trial(2, 2),))
    large = Settled(((1e9,),), None, (trial(2, 2),))
    key = RelationKey(unknown, "lp(X, p) == max(X)", (right, large))

    assert compare(key, Bound(((math.inf,),))) == Match()
    assert isinstance(compare(key, Bound(((1e9,),))), WrongSides)
