"""A wrong gradient is held against the student's own forward, which no reference has a say in."""

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
title: Products
parts:
  - id: a
    title: Backward
    points: 1
    answer:
      name: back
      kind: gradient
      arguments: {x: "normal(2, 3)", w: "normal(3, 2)"}
      of: torch.sin(x @ w)
      wrt: [x, w]
      forward: forward(x, w)[0]
      call:
        your own cache: back(upstream, forward(x, w)[1])
        the given cache: back(upstream, (x, w))
"""
RIGHT = """\
import numpy as np
def forward(x, w):
    return np.sin(x @ w), (x, w)
def back(above, cache):
    x, w = cache
    inner = above * np.cos(x @ w)
    return inner @ w.T, x.T @ inner
"""
OWN = "The gradient is that of your own forward: look for the mistake there."
OTHER = "The gradient is not that of your own forward either."


@pytest.fixture(scope="module")
def worker():
    with Worker(isolation=best_level(), limits=Limits()) as warm:
        yield warm


@pytest.fixture
def marked(assignment, tmp_path, worker):
    def mark(source):
        read = assignment(PROBLEM)
        key = load_answer_key(read, tmp_path / "cache")
        marking = Marking(make_sheet(read), key, make_lazy(read), "full", "spec")
        submission = Submission("ada", {"tiny.py": source.encode()}, "tiny.py")
        return grade_submission(marking, worker, submission).parts[0].answers[0]

    return mark


def changed(**lines):
    """Replace the lines of the right module that begin so."""
    found = RIGHT
    for old, new in lines.values():
        assert old in found
        found = found.replace(old, new)
    return found


COSINE = ("np.sin(x @ w), (x, w)", "np.cos(x @ w), (x, w)")
MINUS_SINE = ("np.cos(x @ w)\n", "-np.sin(x @ w)\n")
HALVED = ("inner @ w.T", "inner @ w.T / 2")
SINGLE = ("np.sin(x @ w), (x, w)", "np.sin((x @ w).astype(np.float32)), (x, w)")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        pytest.param({"f": COSINE, "b": MINUS_SINE}, OWN, id="right, of another forward"),
        pytest.param({"b": HALVED}, OTHER, id="wrong, of the right forward"),
        pytest.param({"f": COSINE}, "", id="right by the given cache"),
        pytest.param({"f": COSINE, "b": HALVED}, OTHER, id="wrong, of another forward"),
        pytest.param({"f": SINGLE, "b": HALVED}, OTHER, id="a forward in single precision"),
        pytest.param(
            {"f": COSINE, "b": MINUS_SINE, "n": ("return np.cos", "return 0 * x, np.cos")},
            "",
            id="a forward of another shape tells nothing",
        ),
        pytest.param(
            {"f": ("return np.sin", "return None, np.sin"), "b": HALVED},
            "",
            id="a forward that gives nothing tells nothing",
        ),
        pytest.param(
            {"f": ("np.sin(x @ w), (x", "np.random.rand(2, 2), (x"), "b": HALVED},
            "",
            id="a forward of chance tells nothing",
        ),
    ],
)
def test_a_wrong_gradient_is_told_apart_from_a_wrong_forward(marked, lines, says):
    found = marked(changed(**lines)).feedback.found

    assert [each for each in (OWN, OTHER) if each in found] == ([says] if says else [])


def test_it_changes_no_mark(marked):
    found = marked(changed(f=COSINE, b=MINUS_SINE))

    assert (found.earned, found.verdict) == (0.0, "wrong")


def test_a_forward_that_never_returns_costs_no_more_than_its_limit(marked):
    source = RIGHT.replace("    return np.sin", "    while True: pass\n    return np.sin", 1)
    found = marked(source.replace("inner @ w.T", "inner @ w.T / 2"))

    assert found.earned == 0
    assert OWN not in found.feedback.found
