import pytest
from hypothesis import example, given
from readers import junit
from sample_hostile import FLOOD, TEXTS, hostile_report
from sample_states import HOSTILE, STATES

from grader.exchange.junit import write_junit


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_valid(state):
    _, cases = junit.read(write_junit(STATES[state]))

    assert len(cases) == len(STATES[state].parts)


def test_points_are_properties_of_the_suite():
    properties, _ = junit.read(write_junit(STATES["mixed"]))

    assert (properties["score"], properties["max-score"]) == ("12.17", "15")
    assert properties["score 1.2.a"] == "0.67"
    assert properties["status"] == "marked"


def test_less_than_all_points_is_a_failure_and_says_why():
    _, cases = junit.read(write_junit(STATES["mixed"]))

    outcomes = {name: outcome for name, outcome, _ in cases}
    assert outcomes["1.1 (a) Output shape"] == ""
    assert outcomes["1.1 (b) Output width"] == "failure"
    assert "The padding is counted once." in cases[1][2]


def test_a_fault_of_ours_is_an_error_and_no_score():
    properties, cases = junit.read(write_junit(STATES["fault"]))

    assert [outcome for _, outcome, _ in cases].count("error") == 1
    assert "failure" not in {outcome for _, outcome, _ in cases}
    assert "score" not in properties
    assert properties["status"] == "withheld"


def test_what_a_person_marks_is_skipped_and_has_no_score():
    properties, cases = junit.read(write_junit(STATES["large"]))

    assert "skipped" in {outcome for _, outcome, _ in cases}
    assert properties["status"] == "awaiting-marker"
    assert "score 1.2.d" not in properties


@given(TEXTS)
@example(HOSTILE)
@example(FLOOD)
def test_no_text_of_a_students_is_markup(text):
    _, cases = junit.read(write_junit(hostile_report(text)))

    assert {outcome for _, outcome, _ in cases} == {"failure"}
