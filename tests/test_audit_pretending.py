"""Code that knows nothing must break every rule of an answer that has no reference."""

import numpy as np
import pytest
from sample_parts import HEAD, part

from grader.audit.equivalents import load_equivalents
from grader.audit.pretending import list_junk
from grader.audit.thresholds import answer_failures, find_failures
from grader.audit.whole import audit_assignment

SYMMETRIC = ("answer:", "  name: mul", "  kind: property", "  cases: 4", "  properties:")
ARGUMENTS = ("  arguments: {x: 'integer(2, 9)', y: 'integer(10, 19)'}",)


@pytest.fixture
def audit(assignment, tmp_path):
    """Audit one part, with `audit.yaml` beside it if there is one."""

    def run(*lines, recorded=""):
        loaded = assignment(HEAD + part("a", *lines))
        if recorded:
            (tmp_path / "audit.yaml").write_text(recorded)
        return audit_assignment(loaded, cache=tmp_path / "cache")

    return run


def claims(*claimed):
    rows = (f"    - {{id: c{n}, claim: '{each}', says: s}}" for n, each in enumerate(claimed))
    return (*SYMMETRIC, *rows, *ARGUMENTS)


def test_a_property_that_some_junk_breaks_is_worth_asking_for(audit):
    found = audit(*claims("mul(x, y) == mul(y, x)", "mul(x, 1) == x", "mul(x, 0) == 0"))

    (answer,) = found.answers
    assert [rule.id for rule in answer.rules] == ["c0", "c1", "c2"]
    assert all(0 < rule.broken <= rule.tried for rule in answer.rules)
    assert not any(each.passed for each in answer.junk)
    assert find_failures(found) == ()


def test_a_property_that_no_junk_breaks_is_said_to_test_nothing(audit):
    (answer,) = audit(*claims("mul(x, y) == mul(y, x)", "abs(mul(x, y)) >= 0")).answers

    (said,) = [each for each in answer_failures(answer) if "'c1'" in each]
    assert said.startswith("wanted 'c1' broken by code that knows nothing, found that all ")
    assert answer.rules[1].broken == 0 < answer.rules[1].tried


def test_a_rule_that_no_junk_can_be_called_for_is_not_accused(audit):
    (answer,) = audit(*claims("mul(x, y).of(3) == mul(y, x).of(3)")).answers

    assert (answer.rules[0].tried, answer.rules[0].broken) == (0, 0)
    assert list(answer_failures(answer)) == []


def test_properties_that_zeros_have_are_too_few(audit):
    (answer,) = audit(*claims("mul(x, 2 * y) == 2 * mul(x, y)")).answers

    assert "zeros" in {each.name for each in answer.junk if each.passed}
    assert any("wanted 'zeros' to be wrong" in each for each in answer_failures(answer))


CHECKED = ("answer:", "  name: draw", "  kind: random", "  arguments: {n: 'integer(2000, 3000)'}")


def checks(*checked):
    return (
        *(*CHECKED, "  call: np.ravel(draw(n)[0])", "  checks:"),
        *(f"    - {{says: s, {each}}}" for each in checked),
    )


def test_a_check_of_draws_that_junk_fails_is_worth_making(audit):
    found = audit(*checks("of: sample, cdf: 'clamp(t, 0, 1)'", "of: sample > 0.25, share: 0.75"))

    (answer,) = found.answers
    assert all(rule.broken for rule in answer.rules)
    assert find_failures(found) == ()


def test_a_check_of_draws_that_is_always_so_is_said_to_test_nothing(audit):
    found = audit(*checks("of: sample, cdf: 'clamp(t, 0, 1)'", "of: sample == sample, share: 1"))

    failing = list(answer_failures(found.answers[0]))
    assert [each.partition(" broken")[0] for each in failing] == ["wanted 'sample == sample'"]


TRAINED = (
    "answer:",
    "  name: train",
    "  kind: training",
    "  arguments: {X: 'normal(40, 2)'}",
    "  call: train(X)",
    "  labels: 'cat((zeros(36), ones(4)))'",
)


@pytest.mark.parametrize(("wanted", "is_right"), [(0.95, False), (0.85, True)])
def test_a_metric_that_the_commonest_label_alone_reaches_is_too_low(audit, wanted, is_right):
    """36 of 40 labels are alike, so whoever learns nothing comes to 0.9."""
    (answer,) = audit(*TRAINED, f"  wanted: {wanted}").answers

    right = {each.name for each in answer.junk if each.passed}
    assert ("the commonest label" in right) is is_right
    assert bool(list(answer_failures(answer))) is is_right


def test_junk_is_made_in_the_form_of_the_arguments():
    junk = dict(list_junk())

    assert junk["zeros"](3, 4) == 0.0
    assert junk["ones"]([1.5, 2.5]) == [1.0, 1.0]
    assert junk["zeros"](2, np.ones((2, 3))).shape == (2, 3)
    assert [each.shape for each in junk["noise, in a pair"](7, 2)] == [(7,), (7,)]
    assert junk["the first input, negated"](7, 2) == -7


RECORDED = "junk:\n  - {part: 1.a, name: NAME, because: Nobody can tell.}\n"


def test_junk_that_is_right_is_recorded_with_its_reason(audit):
    found = audit(
        "answer: {name: x, kind: array}",
        "oracle: A - A",
        recorded=RECORDED.replace("NAME", "zeros") + RECORDED[6:].replace("NAME", "negated"),
    )

    junk = {each.name: each for each in found.answers[0].junk}
    assert junk["zeros"].excuse == "Nobody can tell."
    assert "'zeros'" not in " ".join(find_failures(found))
    assert found.stale == ()


def test_a_record_of_junk_that_is_wrong_is_a_flaw_with_its_place(audit, tmp_path):
    found = audit(
        "answer: {name: x, kind: array}", "oracle: A * 3", recorded=RECORDED.replace("NAME", "ones")
    )

    (stale,) = found.stale
    assert stale == (
        f"{tmp_path / 'audit.yaml'}:2:5: wanted junk that is right in 1.a, found 'ones' is not, "
        "or was not tried (remove the entry)"
    )
    assert load_equivalents(tmp_path).junk[0].name == "ones"
