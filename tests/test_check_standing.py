"""Where an answer stands in a check, and that nothing of it can pass for a mark."""

import itertools

import pytest
from sample_handouts import KINDS, part

from grader.check.standing import Standing, _worst, stand, stand_part
from grader.handout.blank import blank_key
from grader.results import AnswerResult, Feedback, PartResult
from grader.score import Verdict

FORM = part("a", "array", blank_key(KINDS["array"], KINDS["array"], None))
TOLD = part("b", "number", KINDS["number"], public=1, hidden=0, check="verdict")


def answer(verdict, points=1.0):
    return AnswerResult(
        name="a",
        kind="array",
        points=points,
        earned=None,
        verdict=verdict,
        feedback=Feedback(found=""),
    )


@pytest.mark.parametrize(
    ("verdict", "bundled", "standing"),
    [
        pytest.param("awaiting-marker", FORM, "ready", id="ready"),
        pytest.param("right", TOLD, "right", id="right, where it may be told"),
        pytest.param("wrong-shape", FORM, "wrong-form", id="the shape is a matter of form"),
        pytest.param("wrong-shape", TOLD, "failing", id="the shape is what was asked"),
        pytest.param("unreadable", FORM, "wrong-form", id="unreadable"),
        pytest.param("partly-right", TOLD, "failing", id="partly right"),
        pytest.param("imprecise", TOLD, "failing", id="imprecise"),
        pytest.param("missing", FORM, "missing", id="missing"),
        pytest.param("timed-out", FORM, "stopped", id="timed out"),
        pytest.param("grader-error", FORM, "grader-error", id="a fault of ours"),
    ],
)
def test_a_verdict_stands_for(verdict, bundled, standing):
    assert stand(answer(Verdict(verdict)), bundled.answers[0]) == Standing(standing)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_stands_somewhere(verdict):
    assert stand(answer(verdict), FORM.answers[0]) in Standing


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        pytest.param(["awaiting-marker", "wrong"], "wrong", id="ready hides nothing"),
        pytest.param(["right", "awaiting-marker"], "awaiting-marker", id="right hides no waiting"),
        pytest.param(["right", "right"], "right", id="all right"),
        pytest.param(["missing", "crashed", "awaiting-marker"], "crashed", id="gravest"),
    ],
)
def test_a_part_is_as_good_as_its_gravest_answer(verdicts, worst):
    for order in itertools.permutations(map(Verdict, verdicts)):
        assert _worst(list(order)) == Verdict(worst)


def test_an_answer_that_is_worth_nothing_does_not_count():
    given = PartResult(
        id="1.a",
        label="1 (a)",
        title="A",
        prompt="",
        points=1,
        earned=None,
        verdict=Verdict.AWAITING_MARKER,
        misconception=None,
        feedback="",
        reveal="expected",
        answers=(answer(Verdict.AWAITING_MARKER), answer(Verdict.MISSING, points=0)),
    )
    bundled = part("a", "text", KINDS["text"])
    two = type(bundled)(
        **{name: getattr(bundled, name) for name in bundled.__struct_fields__ if name != "answers"},
        answers=bundled.answers * 2,
    )

    assert stand_part(given, two) is Standing.READY
