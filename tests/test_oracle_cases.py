"""Which cases are kept, and which misconceptions they show."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import SpecError
from grader.key.truth import Case, Mistake, Truth
from grader.oracle.cases import choose, differs, hidden
from grader.oracle.solve import Oracle


def case(**mistakes):
    """A case whose truth is 0, allowed to be 1 off; what each mistake gives there."""
    found = (
        Mistake(name, None if value is None else np.asarray(float(value)))
        for name, value in mistakes.items()
    )
    return Case((), Truth(np.asarray(0.0), np.asarray(1.0)), tuple(found))


def test_the_greedy_choice_beats_the_first_ones():
    pool = [case(a=0, b=0, c=0), case(a=99, b=0, c=0), case(a=99, b=0, c=0), case(a=0, b=50, c=80)]

    kept = [pool[number] for number in choose([(each,) for each in pool], 2)]

    assert hidden(kept, ["a", "b", "c"]) == []
    assert hidden(pool[:2], ["a", "b", "c"]) == ["b", "c"]


def test_a_case_that_tells_two_mistakes_apart_is_worth_keeping():
    alike, apart = case(a=99, b=99), case(a=99, b=-99)

    assert choose([(alike,), (alike,), (apart,)], 1) == [2]


def test_the_kept_cases_stay_in_the_order_drawn_and_earlier_ones_win_ties():
    assert choose([(case(a=0),), (case(a=99),), (case(a=99),), (case(a=0),)], 2) == [0, 1]


@given(
    st.lists(st.lists(st.sampled_from([0, 99, -99, None]), min_size=3, max_size=3), max_size=9),
    st.integers(1, 9),
)
def test_as_many_as_wanted_are_chosen_and_one_more_hides_no_more(pool, count):
    cases = [case(**dict(zip("abc", row, strict=True))) for row in pool]
    calls = [(each,) for each in cases]
    one, more = choose(calls, count), choose(calls, count + 1)

    assert len(one) == min(count, len(cases))
    assert one == sorted(set(one))
    assert set(one) <= set(more)


@pytest.mark.parametrize(
    ("value", "is_apart"),
    [(0, False), (1, False), (7.9, False), (8.1, True), (-9, True), (np.nan, True), (np.inf, True)],
)
def test_a_mistake_must_be_eight_tolerances_away(value, is_apart):
    truth = Truth(np.asarray(0.0), np.asarray(1.0))

    assert differs(truth, np.asarray(float(value))) is is_apart


def test_another_shape_or_nothing_at_all_is_apart():
    truth = Truth(np.zeros(2), np.ones(2))

    assert differs(truth, None)
    assert differs(truth, np.zeros((2, 1)))


def test_infinity_is_not_apart_from_itself_nor_nan_from_nan():
    value = np.array([np.inf, -np.inf, np.nan])

    assert not differs(Truth(value, np.zeros(3)), value.copy())


def test_what_only_rounding_tells_from_a_whole_number_is_not_apart():
    truth = Truth(np.array([109.0]), np.array([0.0]))

    assert not differs(truth, np.array([109.0 + 1e-11]))
    assert differs(truth, np.array([109.0 + 1e-3]))


FUNCTION = """\
    id: 1
    title: One
    parts:
      - id: a
        title: A
        points: 1
        answers:
          - name: f
            kind: function
            arguments: {{X: "normal(3)"}}
            {extra}
            oracle: {oracle}
            misconceptions:
              - {{id: one, oracle: {one}, says: s}}
              - {{id: two, oracle: {two}, says: s}}
"""


def solve(assignment, oracle="X.sum()", one="X.mean()", two="X.max()", extra=""):
    text = FUNCTION.format(oracle=oracle, one=one, two=two, extra=extra)
    return Oracle(assignment(text)).solve("digest").parts[0].answers[0]


def refusals(assignment, **parts):
    with pytest.raises(SpecError) as caught:
        solve(assignment, **parts)
    return re.sub(r"(?m)^\S*/", "", str(caught.value)).splitlines()


def test_misconceptions_equal_to_the_reference_are_refused_all_of_them_at_their_places(assignment):
    words = (
        "wanted a mistake that some case tells from the reference, found {!r} equal to it in all "
        "of them (change its oracle, or draw cases that show it)"
    )

    assert refusals(assignment, one="3 * X.mean()", two="sum(X)") == [
        f"p.yaml:14:31: parts[0].answers[0].misconceptions[0].oracle: {words.format('one')}",
        f"p.yaml:15:31: parts[0].answers[0].misconceptions[1].oracle: {words.format('two')}",
    ]


def test_a_misspelt_name_in_a_misconception_is_refused_and_not_taken_for_a_mistake(assignment):
    assert refusals(assignment, one="mex(X)") == [
        (
            "p.yaml:14:31: parts[0].answers[0].misconceptions[0].oracle: wanted names the oracle "
            "knows, found 'mex' (did you mean 'max'?)"
        )
    ]


def test_a_misconception_that_raises_in_every_case_is_refused(assignment):
    assert refusals(assignment, one="X @ zeros(7)") == [
        (
            "p.yaml:14:31: parts[0].answers[0].misconceptions[0].oracle: wanted a value, but "
            "'X @ zeros(7)' raised RuntimeError: inconsistent tensor size, expected tensor [3] and "
            "src [7] to have the same number of elements, but got 3 and 7 elements respectively"
        )
    ]


def test_a_misconception_that_raises_in_some_cases_gives_nothing_there(assignment):
    key = solve(assignment, one='"X.sum() if X[0] > 0 else X[5]"', two="X.max()")

    for each in key.cases:
        value = each.mistakes[0].value
        assert (value is None) == (each.arguments[0].data[0] <= 0)


def test_a_rare_input_is_drawn_for_until_it_shows_the_mistake(assignment):
    key = solve(assignment, oracle="X.max()", one="X.max().clamp(min=-2)", two="X.min()")

    assert any(each.truth.value < -2 for each in key.cases)


def test_drawn_cases_are_exact_only_if_every_one_is_whole(assignment):
    whole = solve(assignment, oracle="floor(X).sum()")
    mixed = solve(assignment, oracle="X.max()", one="X.min()", two="X.sum()", extra="cases: 32")

    assert all(each.truth.is_exact for each in whole.cases)
    assert any(each.truth.value == np.round(each.truth.value) for each in mixed.cases)
    assert not any(each.truth.is_exact for each in mixed.cases)


def test_a_reference_undefined_on_some_draws_is_judged_where_it_is_defined(assignment):
    key = solve(assignment, oracle="X.max().log()", one="X.max()", two="X.sum()")

    assert len(key.cases) == 8
    assert all(each.arguments[0].data.max() > 0 for each in key.cases)


def test_a_reference_defined_almost_nowhere_is_refused(assignment):
    assert refusals(assignment, oracle="(X.min() - 9).log()") == [
        (
            "p.yaml:12:17: parts[0].answers[0].oracle: wanted 8 drawn cases in which "
            "'(X.min() - 9).log()' is finite and well-conditioned, "
            "found 0 (say under where what it is defined for)"
        )
    ]


def test_the_authors_examples_come_first_and_are_read_as_what_is_drawn(assignment):
    key = solve(assignment, extra="examples: [{X: [1, 2, 3]}, {X: [1, 2]}]")

    assert len(key.cases) == 10
    assert [each.arguments[0].data.tolist() for each in key.cases[:2]] == [[1, 2, 3], [1, 2]]
    assert [float(each.truth.value) for each in key.cases[:2]] == [6, 3]


def test_an_example_on_which_the_reference_is_not_finite_is_refused_at_its_place(assignment):
    found = refusals(assignment, oracle="X.sum().log()", extra="examples: [{X: [1]}, {X: [-1]}]")

    assert found == [
        (
            "p.yaml:11:30: parts[0].answers[0].examples[1]: wanted finite numbers, but "
            "'X.sum().log()' gave nan"
        )
    ]


def test_the_authors_own_tolerance_is_taken_as_written(assignment):
    key = solve(assignment, extra="tolerance: {rtol: 0.01, atol: 0.5}")

    for each in key.cases:
        assert each.truth.allowed == pytest.approx(0.5 + 0.01 * abs(each.truth.value))
        assert each.truth.coarse == ()
