"""What follows from the student's own earlier answer, and what that earns."""

import numpy as np
import pytest
from sample_keys import came, case
from sample_marking import Fake, array, mark, question

from grader.key.kinds import ArrayKey
from grader.outcome import NotFound
from grader.score import Verdict

EARLIER = np.array([[1.0, 2], [3, 9]])
USES = {"uses": {"C": "1.a"}}
TRUE = ArrayKey("a", case([4, 6], 0, [("m", [0, 0])]), "cells")
CARRIED = ArrayKey("a", case([4, 11], 0, [("m", [0, 0])]), "cells")


@pytest.mark.parametrize(
    ("factor", "given", "verdict", "share"),
    [
        (1.0, [4, 11], "right-by-follow-through", 1),
        (0.75, [4, 11], "right-by-follow-through", 0.75),
        (0.25, [4, 11], "right-by-follow-through", 0.25),
        (0.0, [4, 11], "wrong", 0),
        (1.0, [4, 6], "right", 1),
        (1.0, [5, 11], "wrong", 0),
    ],
)
def test_follow_through_earns_what_the_author_set(factor, given, verdict, share):
    asked = question(TRUE, follow_through=factor, **USES)

    marked = mark(asked, array(given), Fake(CARRIED), {"C": EARLIER})

    assert marked.result.verdict is Verdict(verdict)
    assert marked.share == share
    if verdict == "right-by-follow-through":
        assert marked.result.earned == 2 * share
        assert marked.result.expected.rows == (("4", "11"),)
        assert marked.result.instead.rows == (("4", "6"),)


def test_follow_through_never_earns_less_than_the_answer_does_by_itself():
    true = ArrayKey("a", case([4, 6, 7, 8]), "cells")
    carried = ArrayKey("a", case([4, 6, 7, 9]), "cells")

    marked = mark(
        question(true, follow_through=0.5, **USES),
        array([4, 6, 7, 9]),
        Fake(carried),
        {"C": EARLIER},
    )

    assert marked.result.verdict is Verdict.PARTLY_RIGHT
    assert marked.share == pytest.approx(2 / 3)


def test_what_follows_from_a_trivial_answer_earns_nothing_and_says_why():
    asked = question(TRUE, **USES)

    marked = mark(asked, array([4, 11]), Fake(CARRIED), {"C": np.zeros((2, 2))})

    assert marked.result.verdict is Verdict.WRONG
    assert "makes the question trivial" in marked.result.feedback.found


@pytest.mark.parametrize(
    ("outcomes", "factor"),
    [
        ((NotFound("a", ()),), 1.0),
        (array([4, 6]), 1.0),
        ((came("no array"),), 1.0),
        (array([4, 11]), 0.0),
    ],
    ids=["missing", "right", "unreadable", "off"],
)
def test_the_oracle_is_not_woken_where_nothing_can_follow(outcomes, factor):
    oracle = Fake(CARRIED)

    mark(question(TRUE, follow_through=factor, **USES), outcomes, oracle, {"C": EARLIER})

    assert oracle.asked == 0
