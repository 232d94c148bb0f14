"""A function is judged on every case; the report names the smallest that fails."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import ARRAY, FUNCTION, FUNCTION_KEY, NUMBER, came, case, raised

from grader.compare.function import ask_function, compare_case, compare_function
from grader.compare.kinds import KINDS, ask, compare, read
from grader.compare.reading import Numbers, Results
from grader.compare.result import (
    Absent,
    Imprecise,
    Match,
    Stopped,
    Unreadable,
    WrongCases,
    WrongShape,
    WrongValues,
)
from grader.key.kinds import FunctionKey
from grader.outcome import Killed, KillReason, NotFound, NotRun, Raised, TimedOut
from grader.request import Call, Fetch
from grader.values import Array, Named

RIGHT = (4711.5, 4712.5, 4713.5)
STOP = raised("ValueError", "no")
SLOW = TimedOut(5.0, (), "")
MEMORY = raised("MemoryError", out_of_memory=True)
NOT_RUN = NotRun("an earlier call of it had to be stopped")
THERE = came(FUNCTION)


def judged(*given, fetched=THERE):
    """Judge what the three cases gave; the second has the smallest input, the first the largest."""
    outcomes = tuple(
        each if isinstance(each, Raised | TimedOut | Killed | NotRun) else came(each)
        for each in given
    )
    return compare(FUNCTION_KEY, read(FUNCTION_KEY, (fetched, *outcomes)))


def test_asks_what_it_is_and_calls_it_once_a_case():
    asked = ask_function(FUNCTION_KEY)

    assert asked[0] == Fetch("g")
    assert [type(each) for each in asked[1:]] == [Call] * 3
    assert asked[2].arguments == FUNCTION_KEY.cases[1].arguments


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(float, id="float"),
        pytest.param(Array.of, id="0-d array"),
        pytest.param(lambda value: Array.of(np.float32(value)), id="single precision"),
        pytest.param(lambda value: Array.of(value, "torch"), id="0-d tensor"),
    ],
)
def test_a_right_value_may_come_in_any_form(form):
    assert judged(*(form(value) for value in RIGHT)) == Match()


def test_reports_the_smallest_case_that_fails():
    found = judged(0, 4712.5, 0)

    assert isinstance(found, WrongCases)
    assert (found.case, found.count, found.size) == (2, 2, 3)
    assert isinstance(found.found, WrongValues)


def test_a_function_that_stops_on_the_very_first_case_is_reported_for_that():
    assert judged(STOP, 0, 0) == WrongCases(0, Stopped(STOP), 3, 3)


@pytest.mark.parametrize("stop", [STOP, SLOW, MEMORY, Killed(KillReason.EXITED, "", "")])
def test_a_function_that_stops_everywhere_is_judged_by_the_first(stop):
    assert judged(stop, NOT_RUN, NOT_RUN) == Stopped(stop)
    assert judged(stop, stop, STOP) == Stopped(stop)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ((None, None, None), Absent("none")),
        ((raised("NotImplementedError"),) * 3, Absent("not-implemented")),
        ((None, NOT_RUN, NOT_RUN), Absent("none")),
        ((0, None, 4713.5), WrongCases(1, Unreadable("a value that is returned", "None"), 2, 3)),
        ((4711.5, "4712.5", 4713.5), None),
        ((4711.5, [4712.5], 4713.5), WrongCases(1, WrongShape((1,), (), same_values=True), 1, 3)),
    ],
)
def test_tells_no_answer_from_a_wrong_one(given, found):
    unread = WrongCases(1, Unreadable("a number", "the text '4712.5'"), 1, 3)

    assert judged(*given) == (found or unread)


@pytest.mark.parametrize(
    ("fetched", "found"),
    [
        (NotFound("g", ("gg",)), Absent("nothing", ("gg",))),
        (came(None), Absent("none")),
        (came(3), Unreadable("a function", "the number 3")),
        (came("lambda x: x"), Unreadable("a function", "the text 'lambda x: x'")),
        (came(Named("module", "g", "g")), Unreadable("a function", "the module g")),
        (SLOW, Stopped(SLOW)),
    ],
)
def test_what_is_no_function_is_its_own_finding(fetched, found):
    assert judged(NOT_RUN, NOT_RUN, NOT_RUN, fetched=fetched) == found


def test_cases_that_were_not_run_count_as_neither_right_nor_wrong():
    assert judged(4711.5, SLOW, NOT_RUN) == WrongCases(1, Stopped(SLOW), 1, 3)
    assert judged(4711.5, NOT_RUN, 4713.5) == Stopped(NOT_RUN)


def test_low_precision_is_imprecise_only_if_it_explains_every_case():
    cases = tuple(
        case(value, 1e-6, coarse=[("float16", 0.01)], arguments=(value,)) for value in (0.1, 0.7)
    )
    key = FunctionKey("h", ("x",), cases, "whole")

    def low(*values):
        return Results(tuple(Numbers(np.asarray(float(np.float16(v))), "float16") for v in values))

    assert isinstance(compare_function(key, low(0.1, 0.7)), Imprecise)
    assert isinstance(compare_function(key, low(0.1, 0.9)), WrongCases)


def test_an_array_is_wanted_where_the_truth_is_one():
    key = FunctionKey("h", ("x",), (case([1, 2]), case([3, 4])), "whole")
    found = compare(key, read(key, (came(FUNCTION), came([1, 2]), came("no"))))

    assert found == WrongCases(1, Unreadable("an array of numbers", "the text 'no'"), 1, 2)
    assert compare_case(key.cases[0], Numbers(np.array([1.0, 2.0]))) == Match()


@pytest.mark.parametrize("key", [NUMBER, ARRAY], ids=lambda key: key.name)
def test_a_plain_value_is_asked_for_once(key):
    assert ask(key) == (Fetch(key.name),)


def test_no_two_kinds_are_judged_by_one_function():
    judges = [kind.compare for kind in KINDS.values()]

    assert len(set(judges)) == len(judges)


@given(st.permutations(range(3)), st.lists(st.booleans(), min_size=3, max_size=3))
def test_the_verdict_does_not_hang_on_the_order_of_the_cases(order, is_right):
    values = [value if right else 0.0 for value, right in zip(RIGHT, is_right, strict=True)]
    key = FunctionKey("g", ("x",), tuple(FUNCTION_KEY.cases[n] for n in order), "whole")
    reading = Results(tuple(Numbers(np.asarray(values[n])) for n in order))
    found = compare_function(key, reading)

    if all(is_right):
        assert found == Match()
    else:
        assert (found.count, found.size) == (3 - sum(is_right), 3)
        wrong = [n for n in range(3) if not is_right[n]]
        assert order[found.case] == next(n for n in (1, 2, 0) if n in wrong)
