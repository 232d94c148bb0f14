"""The form of an answer: readable, of the right type and shape; and nothing of its value."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_handouts import KINDS
from sample_keys import FUNCTION, came, outcome_of, raised, rows

from grader.compare.kinds import ask, compare, read
from grader.compare.result import Absent, Awaits, Match, NonFinite, Stopped, Unreadable, WrongShape
from grader.handout.blank import blank_key
from grader.outcome import NotFound

NAN = float("nan")
SHAPED = blank_key(KINDS["array"], KINDS["array"], (2, 3))
FORMS = {kind: blank_key(key, key, None) for kind, key in KINDS.items()} | {"shaped": SHAPED}


def judge(form, *outcomes):
    return compare(form, read(form, outcomes))


@pytest.mark.parametrize(
    ("kind", "outcomes"),
    [
        pytest.param("number", [came(-17)], id="any number"),
        pytest.param("number", [came("∞")], id="an infinity: it may be right"),
        pytest.param("array", [came([[1.0]])], id="an array of any shape, where none is promised"),
        pytest.param("shaped", [came([[0, 0, 0], [0, 0, 0]])], id="the promised shape"),
        pytest.param("shape", [came((9, 9, 9))], id="any shape"),
        pytest.param("formula", [came("x + 17*y")], id="a formula as text"),
        pytest.param("formula", [came(FUNCTION), rows(1, 2, 3, 4)], id="a formula as a function"),
        pytest.param("names", [came(["Nonsense"])], id="any names"),
        pytest.param("choice", [came("b")], id="any option"),
        pytest.param("function", [came(FUNCTION), came(0), came(-3.5)], id="any numbers"),
        pytest.param("relation", [came(8), came(FUNCTION), rows(1, 1, 1, 1, 1)], id="any values"),
    ],
)
def test_any_value_of_the_right_form_is_a_match(kind, outcomes):
    assert judge(FORMS[kind], *outcomes) == Match()


@pytest.mark.parametrize(
    ("kind", "outcomes", "found"),
    [
        pytest.param("number", [came([1, 2])], Unreadable, id="two numbers for one"),
        pytest.param("array", [came("a picture")], Unreadable, id="text for an array"),
        pytest.param("shaped", [came([[1, 2], [3, 4]])], WrongShape, id="another shape"),
        pytest.param("shaped", [came([[NAN, 1, 1], [1, 1, 1]])], NonFinite, id="nan"),
        pytest.param("shape", [came("large")], Unreadable, id="text that is no shape"),
        pytest.param("formula", [came("x +")], Unreadable, id="half a formula"),
        pytest.param(
            "formula", [came(FUNCTION), rows(*["no"] * 4)], Unreadable, id="texts for numbers"
        ),
        pytest.param("choice", [came("z")], Unreadable, id="no such option"),
        pytest.param("function", [came(3), came(0), came(0)], Unreadable, id="no function"),
        pytest.param(
            "function", [came(FUNCTION), came(1), came([1, 2])], WrongShape, id="not one number"
        ),
        pytest.param(
            "function", [came(FUNCTION), came(1), raised("KeyError")], Stopped, id="raises once"
        ),
        pytest.param("number", [NotFound("n", ("m",))], Absent, id="no such name"),
        pytest.param("text", [came("Because.")], Awaits, id="prose is for a person"),
    ],
)
def test_what_is_off_in_form_is_told(kind, outcomes, found):
    assert isinstance(judge(FORMS[kind], *outcomes), found)


@pytest.mark.parametrize("kind", FORMS)
@given(data=st.data())
def test_no_answer_at_all_tells_anything_of_the_value(kind, data):
    form = FORMS[kind]
    outcomes = tuple(data.draw(outcome_of(request)) for request in ask(form))

    found = compare(form, read(form, outcomes))

    assert isinstance(
        found, Match | Absent | Stopped | Unreadable | WrongShape | NonFinite | Awaits
    )
    if isinstance(found, WrongShape):
        assert found.same_values is False
        assert found.expected in {(2, 3), ()}


def test_what_was_right_is_nowhere_in_a_form():
    blank = np.unique([np.unique(case.truth.value) for case in FORMS["function"].like.cases])

    assert blank.tolist() == [0.0]
    assert FORMS["choice"].like.expected == FORMS["names"].like.expected == ()
    assert FORMS["shape"].like.expected == ()
    assert set(FORMS["formula"].like.expected) == {0}
    assert FORMS["relation"].like.settled == ()
