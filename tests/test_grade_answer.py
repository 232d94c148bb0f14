"""Marking one answer never fails, whatever came back, and never says more than it may."""

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sample_keys import (
    ARRAY,
    FORMULA,
    FRAME,
    FUNCTION,
    FUNCTION_KEY,
    KEYS,
    RELATION,
    came,
    case,
    outcome_of,
    raised,
    rows,
    trial,
)
from sample_marking import Fake, array, mark, mistake, question

from grader.compare.kinds import ask
from grader.compare.result import Stopped
from grader.key.kinds import ArrayKey, RelationKey, Settled
from grader.outcome import NotFound, TimedOut
from grader.record import replace
from grader.results import AnswerResult
from grader.score import Verdict

REVEALS = st.sampled_from(["expected", "example", "shape", "none"])


@given(st.sampled_from(KEYS), REVEALS, st.data())
def test_no_outcome_whatsoever_makes_marking_fail(key, reveal, data):
    outcomes = tuple(data.draw(outcome_of(request)) for request in ask(key))

    marked = mark(question(key, reveal), outcomes)

    result = marked.result
    assert 0 <= marked.share <= 1
    assert result.earned is None or 0 <= result.earned <= 2
    assert (result.earned is None) == (result.verdict is Verdict.AWAITING_MARKER)
    assert (marked.share == 1) == (result.verdict is Verdict.RIGHT)
    assert len(result.feedback.found.splitlines()) == bool(result.feedback.found)
    assert result.feedback.found or result.verdict is Verdict.RIGHT
    assert len(result.feedback.found) < 1200
    assert msgspec.json.decode(msgspec.json.encode(result), type=AnswerResult) == result


TRUTHS = ("47", "MaxPool2d", "AvgPool2d", "LPPool2d", "It grows", "x.1")


@given(st.sampled_from(KEYS), st.sampled_from(["shape", "none"]), st.data())
def test_a_truth_that_is_withheld_stands_nowhere_in_the_result(key, reveal, data):
    outcomes = tuple(data.draw(outcome_of(request)) for request in ask(key))
    assume(not any(word in repr(outcomes) for word in (*TRUTHS, "axpool2d", "4", "5.5")))
    result = mark(question(key, reveal), outcomes).result
    assume(result.verdict is not Verdict.RIGHT)

    # Options are the question's own words, and a choice that cannot be read is told them.
    text = msgspec.json.encode(replace(result, signature="")).decode()
    known = text.replace("one of the options a, b, x.1", "")
    assert not any(word in known for word in TRUTHS)


@pytest.mark.parametrize(
    ("mistakes", "verdict", "share", "misconception", "likely"),
    [
        ([("transposed", 0.0)], "wrong-shape", 0, "transposed", ("transposed",)),
        ([("transposed", 0.5)], "partly-right", 0.5, "transposed", ("transposed",)),
        ([("broken", 0.5)], "wrong-shape", 0, "transposed", ()),
    ],
)
def test_a_named_mistake_earns_its_credit(mistakes, verdict, share, misconception, likely):
    asked = question(ARRAY, mistakes=[mistake(*each) for each in mistakes])

    marked = mark(asked, array(ARRAY.case.truth.value.T))

    assert (marked.result.verdict, marked.share) == (Verdict(verdict), share)
    assert marked.result.misconception == misconception
    assert marked.result.likely == likely


def test_of_the_credit_for_cells_and_for_a_mistake_the_larger_counts():
    key = ArrayKey("a", case([1, 2, 3, 4], 0, [("last", [1, 2, 3, 9])]), "cells")

    for credit, share in ((0.25, 2 / 3), (0.75, 0.75)):
        marked = mark(question(key, mistakes=[mistake("last", credit)]), array([1, 2, 3, 9]))

        assert marked.share == pytest.approx(share)
        assert marked.result.earned == pytest.approx(2 * share)
        assert marked.result.verdict is Verdict.PARTLY_RIGHT


def test_several_mistakes_that_fit_are_all_told_and_none_is_named():
    key = ArrayKey("a", case([1, 2], 0, [("one", [5, 6]), ("two", [5, 6])]), "cells")

    result = mark(question(key, mistakes=[mistake("one", 0.25), mistake("two")]), array([5, 6]))

    assert result.share == 0.25
    assert result.result.misconception is None
    assert result.result.likely == ("one", "two")
    assert result.result.feedback.cause == "One of these: (1) Says one. (2) Says two."
    assert result.result.feedback.next == result.result.feedback.evidence == ""


def test_one_mistake_that_fits_is_told_with_its_evidence_and_what_to_do_next():
    key = ArrayKey("a", case([1, 2], 0, [("one", [5, 6])]), "cells")

    feedback = mark(question(key, mistakes=[mistake("one")]), array([5, 6])).result.feedback

    assert feedback.cause == "Says one."
    assert feedback.evidence == "All 2 entries are those of this mistake."
    assert feedback.next == "Try."


@pytest.mark.parametrize(("reveal", "named"), [("expected", "negated"), ("none", None)])
def test_a_general_mistake_is_told_unless_it_would_give_the_truth_away(reveal, named):
    key = ArrayKey("a", case([[1, 2, 3], [4, 5, 7]]), "cells")

    result = mark(question(key, reveal), array([[-1, -2, -3], [-4, -5, -7]])).result

    assert result.misconception == named
    assert bool(result.feedback.cause) == bool(named)


def test_a_claim_with_values_that_have_no_value_is_wrong_and_no_fault_of_ours():
    outcomes = (came(3), came(FUNCTION), rows(1, raised("ValueError"), 3, 4, 5))

    marked = mark(question(RELATION), outcomes)

    assert marked.result.verdict is Verdict.WRONG


def test_a_claim_that_makes_no_sense_with_the_values_is_unreadable():
    class Silent(Fake):
        def settle(self, *_claim):
            return None

    right = Settled(((1.0,),), None, (trial(1, 1),))
    key = RelationKey(RELATION.unknowns[:1], "p == 1", (right,))

    assert mark(question(key), (came(3),), Silent()).result.verdict is Verdict.UNREADABLE


@pytest.mark.parametrize(
    ("key", "outcomes"),
    [
        (ARRAY, (raised("KeyError"),)),
        (FORMULA, (came(FUNCTION), rows(1, raised("KeyError"), 1, 1))),
        (FUNCTION_KEY, (came(FUNCTION), came(1), TimedOut(1.0, (FRAME,), ""), came(1))),
    ],
    ids=["value", "row of a formula", "case of a function"],
)
def test_shows_the_line_where_the_students_code_stopped(key, outcomes):
    spots = mark(question(key), outcomes).result.spots

    assert [(spot.file, spot.line, spot.source) for spot in spots] == [
        ("hw2.py", 3, "return 1 / 0")
    ]


def test_shows_the_line_that_kept_a_name_from_being_defined():
    absent, stopped = (NotFound("a", ()),), Stopped(raised("NameError"))

    assert mark(question(ARRAY), absent, reading=stopped).result.spots[0].line == 3


def test_what_was_printed_is_kept_and_cut():
    outcomes = tuple(came(1).__class__(1, "x" * 3000, 0.0) for _ in range(4))

    printed = mark(question(FUNCTION_KEY), (came(FUNCTION), *outcomes[:3])).result.printed

    assert len(printed) == 4001
    assert printed.endswith("…")


def test_a_function_tells_its_verdict_case_by_case():
    outcomes = (came(FUNCTION), came(4711.5), came("no"), raised("KeyError"))

    result = mark(question(FUNCTION_KEY), outcomes).result

    assert result.cases == (Verdict.RIGHT, Verdict.UNREADABLE, Verdict.CRASHED)
