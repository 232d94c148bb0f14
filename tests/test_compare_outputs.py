"""One call's values, picked by place or by name; and the best of several ways to call."""

import pytest
from sample_keys import FUNCTION, came, case, raised

from grader.compare.function import compare_function
from grader.compare.kinds import read
from grader.compare.outputs import pick
from grader.compare.reading import Results
from grader.compare.result import Absent, Match, Unreadable, WrongCases
from grader.key.kinds import FunctionKey, Way
from grader.record import replace

NAMES = ("dx", "dw")


@pytest.mark.parametrize(
    ("value", "output", "found"),
    [
        pytest.param((1.0, 2.0), "dw", 2.0, id="tuple by place"),
        pytest.param([1.0, 2.0], "dx", 1.0, id="list by place"),
        pytest.param({"dw": 2.0, "dx": 1.0}, "dx", 1.0, id="dict by name"),
        pytest.param({"w": 2.0, "x": 1.0}, "dw", 2.0, id="dict by what it is the gradient of"),
        pytest.param({"dw": 2.0, "dx": 1.0, "more": 3.0}, "dw", 2.0, id="more keys do no harm"),
    ],
)
def test_an_output_is_picked(value, output, found):
    assert pick(value, output, NAMES, ()) == found


@pytest.mark.parametrize(
    "value",
    [
        pytest.param((1.0,), id="too few"),
        pytest.param((1.0, 2.0, 3.0), id="too many"),
        pytest.param(1.0, id="one"),
        pytest.param({"dx": 1.0}, id="no such key"),
        pytest.param("dx, dw", id="text"),
    ],
)
def test_what_is_not_those_values_cannot_be_read(value):
    assert isinstance(pick(value, "dw", NAMES, ()), Unreadable)


def test_nothing_is_absent_and_one_value_needs_no_tuple():
    assert pick(None, "dw", NAMES, ()) == Absent("none")
    assert pick(3.0, "", (), ()) == 3.0
    assert pick(3.0, "dx", ("dx",), ()) == 3.0


def test_arguments_that_must_stay_come_along():
    value = ((1.0, 2.0), ("x after", "w after"))

    assert pick(value, "dw", NAMES, ("x", "w")) == 2.0
    assert pick(value, "w", NAMES, ("x", "w")) == "w after"


KEY = FunctionKey(
    "f",
    ("x",),
    (case(1.5, arguments=(1.0,)), case(2.5, arguments=(2.0,))),
    "cases",
    (Way("own", "f(g(x))"), Way("given", "f(x)")),
)


@pytest.mark.parametrize(
    ("own", "given", "way"),
    [
        pytest.param((1.5, 2.5), (0.0, 0.0), "own", id="the first is right"),
        pytest.param((0.0, 0.0), (1.5, 2.5), "given", id="the second is right"),
        pytest.param((1.5, 0.0), (1.5, 2.5), "given", id="one is better"),
        pytest.param((1.5, 2.5), (1.5, 2.5), "own", id="both are right"),
        pytest.param((0.0, 1.0), (3.0, 4.0), "own", id="both are wrong"),
    ],
)
def test_the_way_that_comes_out_best_counts(own, given, way):
    reading = read(KEY, tuple(map(came, (FUNCTION, *own, *given))))

    assert isinstance(reading, Results)
    assert reading.way == way


def test_a_way_that_stops_is_worse_than_one_that_is_wrong_and_better_than_none_is_right():
    stop = raised("KeyError", "cache")
    reading = read(KEY, (came(FUNCTION), stop, stop, came(1.5), came(9.0)))

    assert isinstance(reading, Results)
    assert reading.way == "given"
    assert isinstance(compare_function(KEY, reading), WrongCases)


def test_all_outputs_of_a_call_are_judged():
    first, second = (case([value], arguments=(1.0,)) for value in (1.5, 2.5))
    cases = (replace(first, output="a"), replace(second, output="b"))
    key = FunctionKey("f", ("x",), cases, "cases", outputs=("a", "b"))

    def judged(value):
        return compare_function(key, read(key, (came(FUNCTION), came(value))))

    assert judged({"b": [2.5], "a": [1.5]}) == Match()
    assert judged(([1.5], [2.5])) == Match()
    found = judged(([2.5], [1.5]))
    assert isinstance(found, WrongCases)
    assert (found.count, found.size) == (2, 2)
