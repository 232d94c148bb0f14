"""Claims: what a relation's author is told, and what comes of a student's own values."""

import math

import pytest
from sample_parts import HEAD, part, refusals

from grader.oracle.solve import Oracle


def relation(right, wrong, claim="s(k) * X.sum() == p * X.mean()", drawn="uniform"):
    return HEAD + part(
        "a",
        "answer:",
        "  kind: relation",
        "  unknowns: {p: number, s: {k: 1..3}}",
        f"  arguments: {{X: '{drawn}(1, 9, 3)', k: len(X)}}",
        f"  claim: {claim}",
        f"  oracle: {right}",
        "  misconceptions:",
        "    - id: m",
        "      says: s",
        f"      oracle: {wrong}",
    )


def key_of(assignment, text):
    return Oracle(assignment(text)).solve("digest").parts[0].answers[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            relation("{p: »A, s: 1 / k}", "{p: 9, s: 1}"),
            "parts[0].answer.oracle.p: wanted one number, found an array of shape (2, 2)",
            id="an array for a number",
        ),
        pytest.param(
            relation("{p: 1, s: 1 / k}", "»{p: 3, s: 1}"),
            "parts[0].answer.misconceptions[0].oracle: wanted a mistake, found that 'm' makes the "
            "claim true (change its values, or draw inputs that show it)",
            id="mistake holds",
        ),
        pytest.param(
            relation("{p: 1, s: 1 / k}", "{p: »A, s: 1}"),
            "parts[0].answer.misconceptions[0].oracle.p: wanted one number, found an array of "
            "shape (2, 2)",
            id="an array for a mistaken number",
        ),
        pytest.param(
            relation("{p: 1, s: 1 / k}", "{p: 2, s: 1}", "»s(k + 1) * X.sum() == p"),
            "parts[0].answer.claim: wanted a value, but 's(k + 1) * X.sum()' raised LookupError: s "
            "is asked for at k=4, outside its range",
            id="outside a formula's range",
        ),
        pytest.param(
            relation("{p: 1, s: 1 / k}", "{p: 2, s: 1}", "»s(k) * p == X"),
            "parts[0].answer.claim: wanted sides of one shape, found () == (3,) (make both a "
            "number, or both an array)",
            id="sides of two shapes",
        ),
        pytest.param(
            relation("{p: 1, s: 1 / k}", "»{p: 0, s: 1}", "s(k) * X.sum() == 1 / p * X.mean()"),
            "parts[0].answer.misconceptions[0].oracle: wanted a value, but '1 / p * X.mean()' "
            "raised ZeroDivisionError: float division by zero",
            id="mistake raises",
        ),
    ],
)
def test_a_claims_flaw_is_told_at_its_place(assignment, text, message):
    assert refusals(assignment, text) == [message]


def test_values_that_do_not_make_the_claim_true_are_refused_with_both_sides(assignment):
    text = relation("»{p: 2, s: 1 / k}", "{p: 9, s: 1}", "s(k) * p + 0 * X[0] == 5 / p")

    assert refusals(assignment, text) == [
        (
            "parts[0].answer.oracle: wanted values that make the claim true, found it false for "
            "them: 0.666667 == 2.5 (change the claim or the values)"
        )
    ]


@pytest.mark.parametrize("seed", range(5))
def test_sides_that_happen_to_be_whole_are_held_to_rounding_all_the_same(assignment, seed):
    text = relation("{p: 1, s: 1 / k}", "{p: 2, s: 1}", drawn="integers")

    key = Oracle(assignment(text, seed=seed)).solve("digest").parts[0].answers[0]

    for trial in key.settled[0].trials:
        assert 0 < trial.right.allowed < 1e-3
        assert trial.left.value == pytest.approx(float(trial.right.value), rel=1e-12)


def test_inputs_are_chosen_that_show_a_mistake_of_rare_inputs(assignment):
    """Only where all three entries exceed 7 does it matter whether they are cut at 7 or at 9."""
    text = relation(
        "{p: 9, s: 1}", "{p: 7, s: 1}", "s(k) * X.clamp(max=p).min() == X.clamp(max=9).min()"
    )

    key = key_of(assignment, text)

    assert any(trial.left.value != trial.right.value for trial in key.settled[1].trials)


def test_a_students_own_values_are_tested_on_the_same_inputs_and_remembered(assignment):
    loaded = assignment(relation("{p: 1, s: 1 / k}", "{p: 2, s: 1}"))
    key = Oracle(loaded).solve("digest").parts[0].answers[0]
    oracle = Oracle(loaded)

    own = oracle.settle("1.a", 0, ((3.0,), (7.0, 7.0, 1.0)))
    wrong = oracle.settle("1.a", 0, ((4.0,), (1.0, 1 / 2, 1 / 3)))

    assert own.mistake is None
    assert [t.inputs for t in own.trials] == [t.inputs for t in key.settled[0].trials]
    for trial in own.trials:
        assert trial.left.value == pytest.approx(float(trial.right.value), rel=1e-12)
    for trial in wrong.trials:
        assert abs(trial.left.value - trial.right.value) > 8 * trial.right.allowed
    assert oracle.settle("1.a", 0, ((3.0,), (7.0, 7.0, 1.0))) is own


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e308])
def test_values_that_are_not_finite_settle_to_sides_that_do_not_agree(assignment, value):
    oracle = Oracle(assignment(relation("{p: 1, s: 1 / k}", "{p: 2, s: 1}")))

    found = oracle.settle("1.a", 0, ((value,), (1.0, 1 / 2, 1 / 3)))

    for trial in found.trials:
        assert not abs(trial.left.value - trial.right.value) <= trial.right.allowed


def test_values_for_which_the_claim_makes_no_sense_settle_to_nothing(assignment):
    text = relation("{p: 1, s: 1 / k}", "{p: 2, s: 1}", "s(k) * X.sum() == 1 / p * X.mean()")
    oracle = Oracle(assignment(text))

    assert oracle.settle("1.a", 0, ((0.0,), (1.0, 1 / 2, 1 / 3))) is None
    assert oracle.settle("1.a", 0, ((1.0,), (1.0, 1 / 2, 1 / 3))) is not None
