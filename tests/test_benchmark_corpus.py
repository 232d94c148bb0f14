"""The answer key's rule judges the corpus of right and wrong implementations without a slip."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))  # where the corpus is

from corpus import CORPUS
from corpus.judging import DERIVED, OTHERS, judge_corpus

from grader.spec.kinds import ArrayAnswer, FunctionAnswer
from grader.spec.load import load_assignment

ENTRIES = [
    pytest.param(entry, id=f"{folder.name}-{entry.answer}")
    for folder, entries in CORPUS.items()
    for entry in entries
]
ROUNDED, LOOSE = "np.allclose", "rtol 1e-4, atol 1e-4"


@pytest.fixture(scope="module")
def judgements():
    others = tuple(rule for rule in OTHERS if rule.name in {ROUNDED, LOOSE})
    return list(judge_corpus(others=others))


def misjudged(judgements, rule):
    return {
        (each.answer, each.implementation): each.ratio
        for each in judgements
        if each.rule == rule and each.is_misjudged
    }


def test_the_derived_rule_rejects_nothing_right_and_accepts_nothing_wrong(judgements):
    assert misjudged(judgements, DERIVED) == {}


def test_right_and_wrong_lie_far_apart_around_the_derived_rule(judgements):
    derived = [each for each in judgements if each.rule == DERIVED]
    right = [each.ratio for each in derived if each.is_right]
    wrong = [each.ratio for each in derived if not each.is_right]

    assert max(right) < 0.25
    assert min(wrong) > 2


def test_the_rules_of_others_misjudge_in_both_directions(judgements):
    """Otherwise the corpus would be too easy to tell anything."""
    rounded = misjudged(judgements, ROUNDED)
    loose = misjudged(judgements, LOOSE)

    assert ("layer_norm_forward", "torch float32") in rounded
    assert ("conv_output", "batch and channel kept") in rounded
    assert ("causal_attention", "a small number in the sum") in loose


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_answer_is_done_right_in_five_ways_and_wrong_in_six(entry):
    assert len(entry.right) >= 5
    assert len(entry.wrong) >= 6


@pytest.mark.parametrize("folder", CORPUS, ids=lambda folder: folder.name)
def test_every_answer_that_is_judged_by_numbers_has_implementations(folder):
    asked = {
        answer.name
        for part in load_assignment(folder)
        for answer in part.answers
        if isinstance(answer, ArrayAnswer | FunctionAnswer)
    }

    assert sorted(asked) == sorted(entry.answer for entry in CORPUS[folder])


def test_float64_implementations_are_right_far_beyond_any_rounding(judgements):
    """They are labelled right for a reason that no tolerance enters: they are the reference's."""
    plain = [
        each.ratio
        for each in judgements
        if each.rule == DERIVED and each.implementation in {"numpy float64", "loops", "exact sum"}
    ]

    assert len(plain) > len(ENTRIES)
    assert max(plain) < 1e-4
