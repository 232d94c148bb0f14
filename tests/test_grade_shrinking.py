"""A wrong function is shown on the smallest case that its author's generators could draw."""

from collections.abc import Iterator

import numpy as np
import pytest

from grader.grade.marking import Marking
from grader.grade.submission import grade_submission
from grader.oracle.cache import load_answer_key
from grader.oracle.waking import make_lazy
from grader.sandbox.level import best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.spec.sheets import make_sheet
from grader.submission.model import Submission

pytestmark = pytest.mark.sandbox

PROBLEM = """\
id: 1
title: Rows
parts:
  - id: a
    title: Total
    points: 1
    {reveal}
    answer:
      name: total
      kind: function
      arguments: {{X: "normal(integer(2, 5), integer(2, 5))", k: "integer(0, 3)"}}
      where: X.shape[0] >= 2
    oracle: X.sum() + k
"""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(isolation=best_level(), limits=Limits()) as warm:
        yield warm


@pytest.fixture
def marked(assignment, tmp_path, worker):
    """Mark one function; gives its result."""

    def mark(source: str, reveal: str = "") -> object:
        read = assignment(PROBLEM.format(reveal=reveal))
        key = load_answer_key(read, tmp_path / "cache")
        marking = Marking(make_sheet(read), key, make_lazy(read), "full", "spec")
        files = {"tiny.py": source.encode()}
        report = grade_submission(marking, worker, Submission("ada", files, "tiny.py"))
        return report.parts[0].answers[0]

    return mark


def called(example, total):
    """Make the call that the page offers to paste."""
    return eval(example.code, {"np": np, "total": total})  # noqa: S307 - our own line


def test_the_example_is_the_smallest_that_can_be_drawn_and_is_not_all_zeros(marked):
    found = marked("def total(X, k):\n    return abs(X).sum() + k\n")

    array, k = called(found.example, lambda X, k: (X, k))  # noqa: N803 - as in the homework
    assert array.shape == (2, 2)
    assert sorted(array.flat) == [-1.0, 0.0, 0.0, 0.0]
    assert k == 0
    assert (found.example.given.text, found.example.expected.text) == ("1", "−1")


def test_the_way_it_fails_is_kept(marked):
    found = marked(
        "def total(X, k):\n"
        "    if X.shape[1] > 3:\n"
        "        raise KeyError('wide')\n"
        "    return X.sum() + k + 1\n"
    )

    array, _ = called(found.example, lambda X, k: (X, k))  # noqa: N803 - as in the homework
    assert array.shape in ((2, 2), (2, 4))
    assert (found.example.given is None) == (array.shape == (2, 4))


def test_a_function_of_chance_is_told_so_and_shown_no_example(marked):
    found = marked("import random\ndef total(X, k):\n    return X.sum() + random.random()\n")

    assert "It gives different results for the same call." in found.feedback.found
    assert found.example is None


def test_a_function_that_never_returns_on_smaller_cases_keeps_its_graded_example(marked):
    found = marked(
        "def total(X, k):\n    while X.size < 5:\n        pass\n    return X.sum() + k + 1\n"
    )

    assert found.verdict in ("timed-out", "wrong")


@pytest.mark.parametrize("reveal", ["reveal: none", "reveal: shape"])
def test_nothing_is_shown_that_is_withheld(marked, reveal):
    assert marked("def total(X, k):\n    return 0\n", reveal).example is None


def test_a_right_function_is_not_asked_again(marked):
    found = marked(
        "calls = 0\n"
        "def total(X, k):\n"
        "    global calls\n"
        "    calls += 1\n"
        "    print(calls)\n"
        "    return X.sum() + k\n"
    )

    assert found.printed.split() == [str(number) for number in range(1, 9)]
