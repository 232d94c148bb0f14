"""A spec that is too weak is found out, and a good one proves itself."""

from pathlib import Path
from textwrap import indent

import pytest
from sample_parts import HEAD, part

from grader.audit.equivalents import load_equivalents
from grader.audit.thresholds import answer_failures, find_failures, killable, score
from grader.audit.whole import audit_assignment
from grader.errors import SpecError
from grader.spec.load import load_assignment

ROOT = Path(__file__).parent.parent


@pytest.fixture
def audit(assignment, tmp_path):
    """Audit a homework of one part, with `audit.yaml` beside it if there is one."""

    def run(*lines, reference="", equivalent=""):
        loaded = assignment(HEAD + part("a", *lines), reference)
        if equivalent:
            (tmp_path / "audit.yaml").write_text(equivalent)
        return audit_assignment(loaded, cache=tmp_path / "cache")

    return run


def failures(found):
    return list(answer_failures(found.answers[0]))


@pytest.fixture(scope="module")
def homework(tmp_path_factory):
    loaded = load_assignment(ROOT / "problems" / "dsga1008-hw2")
    return audit_assignment(loaded, cache=tmp_path_factory.mktemp("cache"))


def test_homework_2_proves_itself(homework):
    assert find_failures(homework) == ()


def test_every_mutant_of_homework_2_is_killed_or_recorded_with_a_reason(homework):
    killed, total = killable(homework.answers)

    assert killed == total > 50
    assert score(homework.answers) == 1


def test_homework_2_keeps_two_decades_between_right_and_wrong(homework):
    margins = [each.margin for each in homework.answers if each.margin is not None]

    assert len(margins) == 6
    for margin in margins:
        assert margin.legitimate < 0.1
        assert margin.wrong > 10


def test_what_is_not_computed_is_not_audited_and_says_why(homework):
    skipped = {each.name: each.skipped for each in homework.answers if each.skipped}

    assert skipped == {
        "pooling_modules": "what is right is listed, not computed",
        "pooling_explanation": "marked by a person",
    }


def test_mistakes_that_no_case_tells_apart_are_named(audit):
    found = audit(
        "answer: {name: x, kind: array}",
        "oracle: A * 3",
        "misconceptions:",
        "  - {id: one, says: s, oracle: A * 4}",
        "  - {id: other, says: s, oracle: A + 3 * A}",
    )

    told = (
        "recognised as itself, found 'one' or 'other' (draw cases that tell them apart, or on "
        "which it gives a value)"
    )
    assert failures(found) == [f"wanted misconception {name!r} {told}" for name in ("one", "other")]


def test_zeros_that_are_right_are_found_out(audit):
    found = audit("answer: {name: x, kind: array}", "oracle: A - A")

    assert (
        "wanted 'zeros' to be wrong, found it right in every case (draw others, or record it under "
        "'junk' in audit.yaml)"
    ) in failures(found)


def test_the_transpose_of_what_is_always_symmetric_is_excused(audit):
    found = audit("answer: {name: x, kind: array}", "oracle: A @ A.T")
    junk = {each.name: each for each in found.answers[0].junk}

    assert junk["transposed"].passed
    assert junk["transposed"].excuse == "every right value is its own transpose"
    assert failures(found) == []


@pytest.mark.parametrize(
    "oracle",
    ["A * 3", "A / 7", "A.sum(dim=0, keepdim=True)"],
    ids=["whole", "broken", "row"],
)
def test_no_junk_passes_for_an_ordinary_array(audit, oracle):
    found = audit("answer: {name: x, kind: array}", f"oracle: {oracle}")

    assert len(found.answers[0].junk) >= 8
    assert not any(each.passed for each in found.answers[0].junk)


def test_a_tolerance_that_no_float32_computation_meets_is_found_out(audit):
    found = audit(
        "answer: {name: x, kind: array, tolerance: {rtol: 1e-12, atol: 0}}", "oracle: A / 7"
    )

    assert failures(found)[0].startswith("wanted the reference in float32 to be right")


FUNCTION = (
    "answer:",
    "  name: f",
    "  kind: function",
    "  arguments: {X: 'integers(1, 9, 2)'}",
    "  cases: 2",
)


def test_cases_that_would_kill_a_survivor_can_be_pasted(audit):
    reference = "def f(X):\n    return X.clamp(max=8) * 2\n"
    before = audit(*FUNCTION, "oracle: f(X)", reference=reference)
    mutation = before.answers[0].mutation
    assert any("clamp" in each.was for each in mutation.survivors)

    pasted = indent(mutation.remedy, "  ").splitlines()
    after = audit(*FUNCTION, *pasted, "oracle: f(X)", reference=reference)

    assert mutation.remedied > 0
    assert len(after.answers[0].mutation.survivors) == (len(mutation.survivors) - mutation.remedied)


def test_a_second_formulation_is_held_against_the_first(audit):
    agreeing = audit("answer: {name: x, kind: array, also: 'A + A'}", "oracle: 2 * A")
    differing = audit("answer: {name: x, kind: array, also: 'A * A'}", "oracle: 2 * A")

    assert agreeing.answers[0].also == "agrees"
    assert failures(differing) == [
        "wanted the second formulation to give what the oracle gives, found a difference"
    ]


RECORDED = """\
equivalent:
  - part: 1.a
    was: A.T @ A
    now: {now}
    because: It is the same.
"""


def test_a_survivor_is_recorded_with_its_reason(audit):
    lines = ("answer: {name: x, kind: shape}", "oracle: (A.T @ A).shape")
    survivors = audit(*lines).answers[0].mutation.survivors
    entries = "".join(
        f"  - {{part: 1.a, was: {each.was}, now: {each.now}, because: Square.}}\n"
        for each in survivors
    )

    found = audit(*lines, equivalent=f"equivalent:\n{entries}")

    assert survivors
    assert all(each.reason == "Square." for each in found.answers[0].mutation.survivors)
    assert find_failures(found) == ()


def test_an_entry_that_fits_no_survivor_any_more_is_a_flaw(audit, tmp_path):
    found = audit(
        "answer: {name: x, kind: array}",
        "oracle: A.T @ A",
        equivalent=RECORDED.format(now="A @ A.T"),
    )

    (stale,) = found.stale
    assert stale == (
        f"{tmp_path / 'audit.yaml'}:2:5: wanted a mutant that survives in 1.a, found none of "
        "'A.T @ A' → 'A @ A.T' (remove the entry)"
    )
    assert stale in find_failures(found)


def test_a_misspelt_key_of_audit_yaml_has_its_place(tmp_path):
    (tmp_path / "audit.yaml").write_text(
        "equivalent:\n  - {part: 1.a, was: A, now: B, becuase: x}\n"
    )

    with pytest.raises(SpecError) as caught:
        load_equivalents(tmp_path)

    assert "did you mean 'because'?" in str(caught.value)


def test_what_has_not_changed_is_not_audited_again(audit, tmp_path):
    lines = ("answer: {name: x, kind: array}", "oracle: A * 3")
    audit(*lines, "prompt: Once.")
    (kept,) = (tmp_path / "cache" / "audits").iterdir()
    kept.write_text(kept.read_text().replace('"kind":"array"', '"kind":"kept"'))

    again = audit(*lines, "prompt: Twice.")
    changed = audit("answer: {name: x, kind: array}", "oracle: A * 4")

    assert (again.answers[0].kind, changed.answers[0].kind) == ("kept", "array")
