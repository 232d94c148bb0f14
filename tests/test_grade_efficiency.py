"""Right code beside a yardstick: ratios with bounds far from both sides, never a time."""

import pytest
from sample_graded import graded

from grader.sandbox.level import best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.score import Verdict

pytestmark = pytest.mark.sandbox

PROBLEM = """\
id: 1
title: Distances
parts:
  - id: a
    title: Distances
    points: 2
    answer:
      name: distances
      kind: function
      arguments: {x: "normal(4, 3)", y: "normal(5, 3)"}
      effort:
        yardstick: x @ y.T
        arguments: {x: "normal(300, 40)", y: "normal(200, 40)"}
        LIMIT
        credit: 0.5
    oracle: "((x[:, None] - y[None]) ** 2).sum(-1)"
"""
FAST = """\
def distances(x, y):
    return (x**2).sum(1)[:, None] + (y**2).sum(1) - 2 * x @ y.T
"""
SLOW = """\
import numpy as np
def distances(x, y):
    return np.array([[sum((p - q) ** 2 for p, q in zip(a, b)) for b in y] for a in x])
"""
LARGE = """\
def distances(x, y):
    return ((x[:, None] - y[None]) ** 2).sum(-1)
"""
FAILS_WHERE_LARGE = """\
def distances(x, y):
    if len(x) > 100:
        raise MemoryError
    return ((x[:, None] - y[None]) ** 2).sum(-1)
"""
WRONG = "def distances(x, y):\n    return x @ y.T\n"


@pytest.fixture(scope="module")
def worker():
    with Worker(isolation=best_level(), limits=Limits(), torch=False, self_test=False) as warm:
        yield warm


@pytest.fixture
def mark(assignment, worker):
    """Mark one function, held to a limit."""

    def mark(source, limit="time: 200"):
        (answer,) = graded(worker, assignment(PROBLEM.replace("LIMIT", limit)), {"tiny.py": source})
        return answer

    return mark


@pytest.mark.parametrize(
    ("source", "limit"),
    [
        pytest.param(FAST, "time: 200", id="fast"),
        pytest.param(FAST, "memory: 20", id="small"),
        pytest.param(LARGE, "time: 2000", id="large where time counts"),
        pytest.param(SLOW, "memory: 20", id="slow where memory counts"),
        pytest.param(FAILS_WHERE_LARGE, "time: 200", id="not measured"),
    ],
)
def test_what_stays_within_its_bound_is_right(mark, source, limit):
    answer = mark(source, limit)

    assert (answer.verdict, answer.earned) == (Verdict.RIGHT, 2.0)


@pytest.mark.parametrize(
    ("source", "limit", "said"),
    [
        (SLOW, "time: 200", "times as long as the yardstick; 200 times is allowed."),
        (LARGE, "memory: 5", "times the memory of the yardstick; 5 times is allowed."),
    ],
)
def test_what_takes_more_keeps_the_share_that_its_author_leaves_it(mark, source, limit, said):
    answer = mark(source, limit)

    assert (answer.verdict, answer.earned) == (Verdict.PARTLY_RIGHT, 1.0)
    assert answer.feedback.found.startswith("Right, but it takes ")
    assert answer.feedback.found.endswith(said)


def test_wrong_code_is_wrong_however_fast(mark):
    assert mark(WRONG).verdict is Verdict.WRONG


STOPPED_CLOCK = f"""\
import time, tracemalloc
time.perf_counter = lambda: 1.0
tracemalloc.get_traced_memory = lambda: (0, 0)
{SLOW}"""


def test_a_clock_that_the_code_puts_in_the_place_of_ours_measures_nothing(mark):
    assert mark(STOPPED_CLOCK).earned == 1.0
