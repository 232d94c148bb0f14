"""What marks say of a class: held against other formulas, and tables worked by hand."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_marks import answer, class_of, part, student

from grader.course.flags import Flag, flag_part
from grader.course.statistics import (
    ENOUGH,
    Estimate,
    correlate_with_rest,
    estimate_alpha,
    measure_class,
    measure_spread,
)
from grader.record import replace
from grader.score import Verdict
from grader.summary import Status


def table(students, parts, seed=0):
    """Points that go together a little."""
    stream = np.random.default_rng(seed)
    ability = stream.normal(size=(students, 1))
    return np.round(np.clip(2 + ability + stream.normal(size=(students, parts)), 0, 4) * 2) / 2


def measured(rows, **more):
    return measure_class(class_of(rows, 4.0), **more)


@pytest.mark.parametrize("seed", range(5))
def test_the_item_rest_correlation_is_numpys_of_the_part_with_the_sum_of_the_others(seed):
    scores = table(56, 8, seed)

    for column, found in enumerate(correlate_with_rest(scores)):
        others = np.delete(scores, column, axis=1).sum(axis=1)
        assert found.value == pytest.approx(np.corrcoef(scores[:, column], others)[0, 1])
        assert found.value == pytest.approx(statistics.correlation(scores[:, column], others))


def test_a_part_of_pure_noise_goes_with_nothing_though_it_is_part_of_the_total():
    """In a homework of 5 parts, the uncorrected value of a noise part is about sqrt(1/5)."""
    stream = np.random.default_rng(1008)
    corrected, uncorrected = [], []
    for _ in range(400):
        scores = stream.normal(size=(60, 5))
        corrected.append(correlate_with_rest(scores)[0].value)
        uncorrected.append(np.corrcoef(scores[:, 0], scores.sum(axis=1))[0, 1])

    assert np.mean(corrected) == pytest.approx(0, abs=0.02)
    assert np.mean(uncorrected) == pytest.approx(1 / np.sqrt(5), abs=0.02)


def test_the_interval_holds_the_true_correlation_19_times_of_20():
    """Two parts, so the rest is the other one, and the true correlation is the one put in."""
    stream = np.random.default_rng(7)
    held = 0
    for _ in range(1000):
        scores = stream.multivariate_normal([0, 0], [[1, 0.3], [0.3, 1]], size=60)
        found = correlate_with_rest(scores)[0]
        held += found.low <= 0.3 <= found.high

    assert held == pytest.approx(950, abs=25)


@pytest.mark.parametrize(
    ("students", "low", "high"), [(30, -0.07, 0.60), (60, 0.05, 0.51), (120, 0.13, 0.45)]
)
def test_the_interval_is_fishers(students, low, high):
    """Of r = 0.30, by tables of the z-transformation."""
    rest = np.linspace(-1, 1, students)
    noise = np.cos(np.arange(students) * 2.3)
    rest, noise = ((each - each.mean()) / each.std() for each in (rest, noise))
    noise -= rest * (rest * noise).mean()
    own = 0.3 * rest + np.sqrt(1 - 0.3**2) * noise / noise.std()

    found = correlate_with_rest(np.stack([own, rest], axis=1))[0]

    assert (found.value, found.low, found.high) == pytest.approx((0.3, low, high), abs=0.006)


def test_alpha_is_that_of_a_table_worked_by_hand():
    """Ten times 4 students: the parts vary by 1/4, 3/16, 3/16; the totals 0, 1, 2, 3 by 5/4."""
    scores = np.array([[0, 0, 0], [0, 1, 0], [1, 1, 0], [1, 1, 1]] * 10, float)
    inner = 1 / 4 + 3 / 16 + 3 / 16

    assert scores.var(axis=0) == pytest.approx([1 / 4, 3 / 16, 3 / 16])
    assert estimate_alpha(scores).value == pytest.approx(3 / 2 * (1 - inner / (5 / 4)))


def test_alpha_of_right_and_wrong_is_kuder_and_richardsons_formula_20():
    scores = (table(60, 10) > 2).astype(float)
    right = scores.mean(axis=0)
    total = statistics.pvariance(scores.sum(axis=1).tolist())

    kr20 = 10 / 9 * (1 - sum(right * (1 - right)) / total)

    assert estimate_alpha(scores).value == pytest.approx(kr20)


def test_the_interval_of_alpha_holds_the_true_one_19_times_of_20():
    """Four parts that correlate by 0.5 each: alpha is 4 * 0.5 / (1 + 3 * 0.5) = 0.8."""
    stream = np.random.default_rng(3)
    spread = np.full((4, 4), 0.5) + 0.5 * np.eye(4)
    held = 0
    for _ in range(1000):
        found = estimate_alpha(stream.multivariate_normal(np.zeros(4), spread, size=60))
        held += found.low <= 0.8 <= found.high

    assert held == pytest.approx(950, abs=25)


@pytest.mark.parametrize(
    ("students", "is_given"), [(0, False), (1, False), (29, False), (30, True)]
)
def test_correlations_are_given_from_thirty_students_on(students, is_given):
    found = measured(table(students, 4))

    assert ENOUGH == 30
    assert found.compared == students
    assert (found.alpha is not None) is is_given
    assert all((each.item_rest is not None) is is_given for each in found.parts)


def test_nothing_correlates_with_what_everyone_got():
    scores = table(40, 3)
    scores[:, 1] = 0.1 + 0.2

    first, second, third = correlate_with_rest(scores)

    assert second is None
    assert None not in (first, third)
    assert correlate_with_rest(np.ones((40, 1))) == [None]
    assert estimate_alpha(np.full((40, 3), 0.1)) is None


def test_two_parts_that_agree_fully_have_an_interval_too():
    scores = np.repeat(table(40, 1), 2, axis=1)

    found = correlate_with_rest(scores)[0]

    assert (found.value, found.low, found.high) == pytest.approx((1, 1, 1))


def test_who_did_not_answer_is_counted_apart_from_who_got_nothing():
    rows = [part("a", 2.0, 2.0), part("a", 1.0, 2.0), part("a", 0.0, 2.0)]
    rows += [part("a", 0.0, 2.0, verdict="missing"), part("a", None, 2.0, verdict="grader-error")]
    (found,) = measure_class([student(f"s{n}", each) for n, each in enumerate(rows)]).parts

    assert (found.answered, found.unanswered) == (3, 1)
    assert found.facility == pytest.approx(0.5)
    assert found.facility_of_all == pytest.approx(3 / 8)
    assert sum(found.verdicts.values()) == 5


def test_a_part_that_nobody_answered_has_no_facility():
    (found,) = measure_class([student("s", part("a", 0.0, verdict="missing"))]).parts

    assert found.facility is None
    assert found.facility_of_all == 0


def test_who_answered_nothing_and_who_is_not_marked_are_not_compared():
    everyone = class_of(table(40, 3), 4.0)
    nothing = [part(letter, 0.0, 4.0, verdict="missing") for letter in "abc"]
    ours = [part("a", 1.0, 4.0), part("b", None, 4.0, verdict="grader-error"), part("c", 1.0, 4.0)]
    more = [student("empty", *nothing), student("ours", *ours, status=Status.WITHHELD)]

    assert measure_class([*everyone, *more]).compared == 40
    assert measure_class([*everyone, *more]).alpha == measure_class(everyone).alpha


def test_a_part_that_awaits_a_marker_is_left_out_of_the_rest():
    rows = table(40, 3)
    whole = [
        student(each.student, *each.parts, part("d", None, 4.0, verdict="awaiting-marker"))
        for each in class_of(rows, 4.0)
    ]

    found = measure_class(whole)

    assert [each.item_rest for each in found.parts] == [*correlate_with_rest(rows), None]


def test_a_part_that_a_person_has_still_to_mark_has_no_mean_and_counts_who_waits():
    """Whoever gave nothing has a 0 already; a mean of these alone would be 0 for the class."""
    waiting = part(
        "b", None, 4.0, answer("awaiting-marker", kind="text"), verdict="awaiting-marker"
    )
    nothing = part("b", 0.0, 4.0, answer("missing", kind="text"), verdict="missing")
    rows = [student("s", part("a", 2.0, 4.0), waiting), student("t", part("a", 4.0, 4.0), nothing)]

    _, found = measure_class(rows).parts

    assert (found.facility, found.facility_of_all) == (None, None)
    assert (found.awaiting, found.unanswered) == (1, 1)


def test_code_that_a_person_is_to_decide_on_leaves_the_mean_of_the_others():
    unsure = part("a", None, 4.0, answer("awaiting-marker", kind="function"))
    unsure = replace(unsure, verdict=Verdict.AWAITING_MARKER)

    (found,) = measure_class([student("s", part("a", 2.0, 4.0)), student("t", unsure)]).parts

    assert (found.facility, found.awaiting) == (0.5, 1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_quartiles_are_numpys(shares):
    found = measure_spread(shares)

    assert (found.lower, found.median, found.upper) == pytest.approx(
        tuple(np.quantile(shares, [0.25, 0.5, 0.75]))
    )
    assert (found.mean, found.largest) == (pytest.approx(np.mean(shares)), max(shares))


def test_time_is_that_of_the_students_whose_code_was_called():
    times = [0.1, 0.3, 5.0, None]
    rows = [student(f"s{n}", part("a", seconds=each)) for n, each in enumerate(times)]
    (found,) = measure_class(rows).parts

    assert (found.seconds.median, found.seconds.largest) == (0.3, 5.0)
    assert measure_class(rows[3:]).parts[0].seconds is None


def test_a_part_that_builds_on_others_says_so():
    first, second = measured(table(3, 2), uses={"1.b": ["1 (a)"]}).parts

    assert (first.uses, second.uses) == ((), ("1 (a)",))


def flagged(item_rest=None, facility=0.5, answered=60):
    (base,) = measure_class([student("s", part("a"))]).parts
    fields = {name: getattr(base, name) for name in base.__slots__}
    fields |= {"item_rest": item_rest, "facility": facility, "answered": answered}
    return flag_part(type(base)(**fields))


@pytest.mark.parametrize(
    ("estimate", "flags"),
    [
        pytest.param(Estimate(-0.4, -0.6, -0.1), (Flag.KEY,), id="surely negative"),
        pytest.param(Estimate(-0.2, -0.5, 0.1), (Flag.LITTLE,), id="perhaps negative"),
        pytest.param(Estimate(-0.1, -0.4, 0.25), (), id="spans both limits"),
        pytest.param(Estimate(0.1, -0.1, 0.19), (Flag.LITTLE,), id="surely low"),
        pytest.param(Estimate(0.3, 0.05, 0.5), (), id="spans the limit"),
        pytest.param(Estimate(0.6, 0.4, 0.7), (Flag.WELL,), id="surely good"),
        pytest.param(None, (), id="unknown"),
    ],
)
def test_a_part_is_flagged_only_where_its_interval_lies_on_one_side(estimate, flags):
    assert flagged(estimate) == flags


@pytest.mark.parametrize(
    ("facility", "answered", "is_easy"),
    [(0.96, 30, True), (1.0, 56, True), (0.95, 56, False), (1.0, 29, False), (None, 0, False)],
)
def test_everyone_got_it_is_said_of_a_class_that_is_large_enough(facility, answered, is_easy):
    assert flagged(None, facility, answered) == ((Flag.EVERYONE,) if is_easy else ())


def test_a_key_that_is_wrong_shows():
    """The last part is right where its answer is wrong: its points are turned round."""
    rows = table(80, 5)
    rows[:, 4] = 4 - rows[:, 4]
    parts = measured(rows).parts

    assert [Flag.KEY in flag_part(each) for each in parts] == [False] * 4 + [True]
