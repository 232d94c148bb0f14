"""An early slip is followed through a chain of any length, and not through a trivial value."""

from collections.abc import Iterator

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

CHAIN = """\
id: 1
title: Chain
given:
  A: [[4, 1, 3], [2, 5, 0], [1, 2, 6]]
  B: [[1, 2, 0], [0, 1, 1], [3, 0, 1]]
parts:
  - id: a
    title: Product
    points: 1
    answer: {name: product, kind: array}
    oracle: A @ B
  - id: b
    title: Doubled
    points: 1
    uses: {P: 1.a}
    answer: {name: doubled, kind: array}
    oracle: 2 * P
    misconceptions:
      - {id: squared, oracle: P * P, says: This is squared.}
  - id: c
    title: Rows
    points: 1
    uses: {D: 1.b}
    answer: {name: rows, kind: array}
    oracle: D.sum(1)
    misconceptions:
      - {id: columns, oracle: D.sum(0), says: These are the columns.}
  - id: d
    title: Largest
    points: 1
    uses: {R: 1.c, P: 1.a}
    answer: {name: largest, kind: number}
    oracle: R.max() + P[0, 0]
    misconceptions:
      - {id: smallest, oracle: "R.min() + P[0, 0]", says: This is the smallest.}
"""
WORK = "doubled = 2 * product\nrows = doubled.sum(1)\nlargest = rows.max() + product[0, 0]\n"
DATA = (
    "import numpy as np\n"
    "A = np.array([[4, 1, 3], [2, 5, 0], [1, 2, 6]])\n"
    "B = np.array([[1, 2, 0], [0, 1, 1], [3, 0, 1]])\n"
)
FOLLOWED = ["right-by-follow-through"] * 3
LOST = ["wrong"] * 3


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(isolation=best_level(), limits=Limits()) as warm:
        yield warm


@pytest.fixture
def marked(assignment, tmp_path, worker):
    """Mark a module; gives its report."""

    def mark(source: str) -> object:
        read = assignment(CHAIN)
        key = load_answer_key(read, tmp_path / "cache")
        marking = Marking(make_sheet(read), key, make_lazy(read), "any", "spec")
        files = {"tiny.py": (DATA + source).encode()}
        return grade_submission(marking, worker, Submission("ada", files, "tiny.py"))

    return mark


def verdicts(report):
    return [part.verdict.value for part in report.parts]


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        pytest.param("A @ B", ["right"] * 4, id="right"),
        pytest.param("A @ B + np.eye(3)", ["wrong", *FOLLOWED], id="slightly wrong"),
        pytest.param("(A @ B)[::-1]", ["wrong", *FOLLOWED], id="flipped"),
        pytest.param("B @ A", ["wrong", *FOLLOWED], id="other way round"),
        pytest.param("np.zeros((3, 3))", ["wrong", *LOST], id="zero"),
        pytest.param("np.full((3, 3), 7)", ["wrong", *LOST], id="constant"),
        pytest.param("(A @ B) * np.nan", ["wrong", *LOST], id="nan"),
        pytest.param(
            "(A @ B)[:2]", ["wrong-shape", "wrong-shape", "wrong-shape", "wrong"], id="cut"
        ),
    ],
)
def test_what_an_earlier_answer_is_worth_to_the_later_ones(marked, product, expected):
    found = marked(f"product = {product}\n{WORK}")

    plain = [each.replace("partly-right", "wrong") for each in verdicts(found)]
    assert plain == expected


def test_points_are_lost_once_and_both_numbers_are_shown(marked):
    found = marked(f"product = A @ B + np.eye(3)\n{WORK}")

    last = found.parts[3].answers[0]
    assert [part.earned for part in found.parts[1:]] == [1.0, 1.0, 1.0]
    assert "Your answer to 1 (c), 1 (a) was off" in last.feedback.found
    assert last.given.text == last.expected.text != last.instead.text


def test_a_slip_within_the_chain_is_followed_from_there(marked):
    found = marked(
        f"product = A @ B\n{WORK.replace('doubled.sum(1)', 'doubled.sum(1) + [1, 0, 2]')}"
    )

    assert verdicts(found)[:2] == ["right", "right"]
    assert verdicts(found)[3] == "right-by-follow-through"


def test_two_slips_in_one_chain_are_each_marked_once(marked):
    work = WORK.replace("doubled.sum(1)", "doubled.sum(1) + [1, 0, 2]")
    found = marked(f"product = A @ B + np.eye(3)\n{work}")

    assert verdicts(found)[1] == "right-by-follow-through"
    assert verdicts(found)[2] not in {"right", "right-by-follow-through"}
    assert verdicts(found)[3] == "right-by-follow-through"
