"""What is computed for code that is run: inputs of properties, hidden labels, chances."""

import math

import numpy as np
import pytest
from sample_parts import HEAD, part, refusals

from grader.key.kinds import FunctionKey, RandomKey, TrainingKey
from grader.oracle.solve import Oracle
from grader.spec.kinds import TrainingAnswer

PROPERTY = """\
answer:
  name: softmax
  kind: property
  arguments: {x: "normal(integer(1, 3), 4)", c: "uniform(-5, 5)"}
  properties:
    - {id: shift, claim: softmax(x + c) == softmax(x), says: It shifts.}
    - {id: small, claim: "softmax(x) <= 1"}
"""
CHANCE = """\
answer:
  name: noise
  kind: random
  arguments: {n: "integer(300, 400)", s: "one_of(1, 2)"}
  checks:
    - {of: sample > 0, share: 0.5 * s / s, says: The median is off.}
    - {of: sample, cdf: "0.5 * (1 + erf(t / (s * 2 ** 0.5)))", says: It is not normal.}
"""
TRAINING = """\
answer:
  name: fit
  kind: training
  arguments: {X: "randn(20, 3)", Y: "randn(10, 3)"}
  call: fit(X, Y, seed)
  labels: Y.sum(1)
  metric: mean-squared-error
  wanted: 0.01
  partial: {"1": 0.5, "0.1": 0.75}
"""


def problem(text):
    return HEAD + part("a", *text.splitlines())


def solved(assignment, text):
    (key,) = Oracle(assignment(problem(text))).solve("d").parts[0].answers
    return key


def test_every_claim_is_a_call_of_its_own_on_the_same_inputs(assignment):
    key = solved(assignment, PROPERTY)

    assert isinstance(key, FunctionKey)
    assert [each.sides for each in key.invariants] == [
        "(softmax(x + c), softmax(x))",
        "(softmax(x), 1)",
    ]
    assert [(each.id, each.operator, each.says) for each in key.invariants] == [
        ("shift", "==", "It shifts."),
        ("small", "<=", ""),
    ]
    assert len(key.calls) == 24
    for shift, small in zip(key.cases[::2], key.cases[1::2], strict=True):
        assert shift.arguments == small.arguments
        assert shift.arguments[0].data.shape[1] == 4


def test_lines_before_a_claim_name_what_both_sides_use(assignment):
    lines = "y = softmax(x)\\ny <= y.max()"

    key = solved(assignment, PROPERTY.replace("softmax(x) <= 1", lines))

    assert key.invariants[1].sides == "y = softmax(x)\n(y, y.max())"
    assert key.invariants[1].claim == "y = softmax(x); y <= y.max()"


def test_every_draw_expects_the_chance_of_its_own_arguments(assignment):
    key = solved(assignment, CHANCE)

    assert isinstance(key, RandomKey)
    assert key.script == "sample = noise(n, s)\n((sample > 0), (sample),)"
    for call in key.calls:
        share, normal = call.expected
        assert share.share == 0.5
        _, deviation = call.arguments
        for t, chance in zip(normal.grid[::100], normal.cdf[::100], strict=True):
            right = 0.5 * math.erfc(-t / (deviation * math.sqrt(2)))
            assert chance == pytest.approx(right, abs=1e-12)


@pytest.mark.parametrize("scale", [1e-3, 1, 100, 1e5])
def test_the_table_of_a_distribution_is_as_wide_as_it_needs_to_be(assignment, scale):
    wide = f"(t / {scale}).clamp(min=0).clamp(max=1)"
    key = solved(assignment, CHANCE.replace("0.5 * (1 + erf(t / (s * 2 ** 0.5)))", wide))

    table = key.calls[0].expected[1]
    assert (table.cdf[0], table.cdf[-1]) == (0, 1)
    assert ((table.cdf > 0) & (table.cdf < 1)).sum() > 30


def test_lines_before_a_call_are_kept(assignment):
    call = "  call: |\n    a = (n +\n         1)\n    noise(a, s)\n"
    key = solved(assignment, CHANCE + call)

    assert key.script.splitlines()[:2] == ["a = n + 1", "sample = noise(a, s)"]


def test_runs_get_data_of_their_own_and_keep_their_labels_back(assignment):
    key = solved(assignment, TRAINING)

    assert isinstance(key, TrainingKey)
    assert key.parameters == ("X", "Y", "seed")
    assert [run.arguments[-1] for run in key.runs] == [0, 1, 2]
    for run in key.runs:
        np.testing.assert_allclose(run.labels, run.arguments[1].data.sum(1))
    assert not np.array_equal(key.runs[0].labels, key.runs[1].labels)


@pytest.mark.parametrize(
    ("metric", "wanted", "partial", "grades"),
    [
        ("mean-squared-error", 0.01, "{'1': 0.5, '0.1': 0.75}", [(0.01, 1), (0.1, 0.75), (1, 0.5)]),
        ("accuracy", 0.9, "{'0.5': 0.25, '0.8': 0.5}", [(0.9, 1), (0.8, 0.5), (0.5, 0.25)]),
        ("accuracy", 1, "{}", [(1, 1)]),
    ],
)
def test_values_that_earn_points_come_the_most_demanding_first(
    assignment, metric, wanted, partial, grades
):
    text = TRAINING.replace("mean-squared-error", metric).replace("0.01", str(wanted))
    key = solved(assignment, text.replace('{"1": 0.5, "0.1": 0.75}', partial))

    assert list(key.grades) == grades


def test_training_is_run_for_three_seeds_of_which_the_median_counts():
    fields = TrainingAnswer.model_fields

    assert (fields["seeds"].default, fields["counts"].default) == (3, "median")


PLACE = "parts[0].answer."
REFUSED = [
    (PROPERTY, "softmax(x + c) == softmax(x)", "»softmax(x)", "properties[0].claim",
     "wanted one comparison such as f(x) == x, found 'softmax(x)'"),
    (PROPERTY, '"softmax(x) <= 1"', '»"0 <= softmax(x) <= 1"', "properties[1].claim",
     "wanted one comparison such as f(x) == x, found '0 <= softmax(x) <= 1'"),
    (PROPERTY, '"softmax(x) <= 1"', '»"x in softmax(x)"', "properties[1].claim",
     "wanted one comparison such as f(x) == x, found 'x in softmax(x)'"),
    (CHANCE, "share: 0.5 * s / s", "share: »1.5", "checks[0].share",
     "wanted a chance from 0 to 1, found 1.5"),
    (CHANCE, "{of: sample > 0, share: 0.5 * s / s", "»{of: sample > 0, share: 0.5, cdf: t",
     "checks[0]", "wanted either 'share' or 'cdf', found both or none"),
    (CHANCE, "{of: sample > 0, share: 0.5 * s / s", "»{of: sample > 0", "checks[0]",
     "wanted either 'share' or 'cdf', found both or none"),
    (CHANCE, '"0.5 * (1 + erf(t / (s * 2 ** 0.5)))"', "»exp(-t ** 2)", "checks[1].cdf",
     "wanted chances from 0 to 1 that never fall as t grows"),
    (CHANCE, '"0.5 * (1 + erf(t / (s * 2 ** 0.5)))"', "»t", "checks[1].cdf",
     "wanted chances from 0 to 1 that never fall as t grows"),
    (CHANCE, "  checks:", "  call: »{one: 'noise(n, s)', two: 'noise(n, s=s)'}\n  checks:", "call",
     "wanted one way to call it, found several"),
    (TRAINING, '"0.1": 0.75', '"half": »0.75', "partial.half",
     "wanted a number, found 'half'"),
    (TRAINING, '"0.1": 0.75', '"nan": »0.75', "partial.nan", "wanted a number, found 'nan'"),
    (TRAINING, '"0.1": 0.75', '"0.01": »0.75', "partial.0.01",
     "wanted a value that is easier to reach than 0.01, found 0.01"),
    (TRAINING, '"0.1": 0.75', '"0.001": »0.75', "partial.0.001",
     "wanted a value that is easier to reach than 0.01, found 0.001"),
    (TRAINING, "metric: mean-squared-error\n  wanted: 0.01", "wanted: »95", "wanted",
     "wanted an accuracy from 0 to 1, found 95"),
    (TRAINING, "labels: Y.sum(1)", "labels: »Y[:0].sum(1)", "labels",
     "wanted labels, found none at all"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "place", "says"), REFUSED, ids=range(len(REFUSED)))
def test_what_an_author_can_get_wrong_is_named(assignment, text, old, new, place, says):
    assert old in text

    flaws = refusals(assignment, problem(text.replace(old, new, 1)))

    assert [flaw.partition(" (")[0] for flaw in flaws] == [f"{PLACE}{place}: {says}"]
