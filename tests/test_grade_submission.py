"""A whole submission, behind real walls and with a real oracle: what each slip costs."""

from textwrap import dedent

import pytest

from grader.grade.marking import Marking
from grader.grade.submission import grade_submission
from grader.oracle.cache import spec_digest
from grader.oracle.solve import Oracle
from grader.oracle.waking import make_lazy
from grader.report_json import dump_report, load_report
from grader.results import Report
from grader.sandbox.level import best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.score import Verdict
from grader.spec.sheets import make_sheet
from grader.submission.load import Found, load_submission
from grader.submission.model import Submission

pytestmark = pytest.mark.sandbox

CHAIN = """
id: 1
title: A chain
given:
  A: [[1, 2], [3, 5]]
parts:
  - id: a
    title: Squares
    points: 2
    answer: {name: squares, kind: array}
    oracle: A * A
    misconceptions:
      - {id: doubled, oracle: 2 * A, says: Doubled., credit: 0.25}
  - id: b
    title: Row sums
    points: 1
    uses: {Q: 1.a}
    answer: {name: sums, kind: array}
    oracle: Q.sum(1)
    follow_through: FACTOR
    misconceptions:
      - {id: columns, oracle: Q.sum(0), says: Columns.}
  - id: c
    title: Total
    points: 1
    uses: {R: 1.b}
    answer: {name: total, kind: number}
    oracle: R.sum()
  - id: d
    title: Halves
    points: 1
    answers:
      - {name: half, kind: function, arguments: {x: "uniform(1, 9)"}, oracle: x / 2}
      - {name: third, kind: formula, variables: {n: 1..5}, oracle: n / 3}
      - {name: words, kind: text, points: 0, optional: true}
"""

RIGHT = """
squares = [[1, 4], [9, 25]]
sums = [5, 34]
total = 39
def half(x): return x / 2
third = "n/3"
"""


@pytest.fixture(scope="module")
def worker():
    limits = Limits(import_seconds=3.0)
    with Worker(isolation=best_level(), limits=limits, torch=False, self_test=False) as warm:
        yield warm


@pytest.fixture
def grade(assignment, worker):
    """Mark a module against the chain."""

    def mark(source, factor=1.0, chain=CHAIN) -> Report:
        loaded = assignment(chain.replace("FACTOR", str(factor)))
        key = Oracle(loaded).solve("digest")
        marking = Marking(make_sheet(loaded), key, make_lazy(loaded), "any", spec_digest(loaded))
        submission = source
        if isinstance(source, str):
            submission = Submission("anna", {"tiny.py": dedent(source).encode()}, "tiny.py")
        return grade_submission(marking, worker, submission)

    return mark


def marks(report):
    return {part.id[-1]: (part.earned, part.verdict.value) for part in report.parts}


def test_what_is_right_earns_everything(grade):
    report = grade(RIGHT)

    assert marks(report) == {
        "a": (2, "right"),
        "b": (1, "right"),
        "c": (1, "right"),
        "d": (1, "right"),
    }
    assert (report.earned, report.points, report.student) == (5, 5, "anna")
    assert load_report(dump_report(report)) == report


def test_a_missing_name_is_not_taken_for_what_another_question_asks_for(grade):
    chain = CHAIN.replace("name: words", "name: halfs")
    source = RIGHT.replace("def half", "def half2") + "halfs = 'a half'\n"

    found = grade(source, chain=chain).parts[3].answers[0].feedback.found

    assert found == "`half` is not defined. Did you mean `half2`?"


@pytest.mark.parametrize(
    ("squares", "sums", "total", "verdicts"),
    [
        pytest.param(
            [[2, 4], [6, 10]], [6, 16], 22, ["partly-right", "follow", "follow"], id="doubled"
        ),
        pytest.param(
            [[1, 4], [9, 26]], [5, 35], 40, ["partly-right", "follow", "follow"], id="slipped"
        ),
        pytest.param(
            [[4, 1], [25, 9]], [5, 34], 39, ["wrong", "right", "right"], id="flipped, no harm done"
        ),
        pytest.param([[0, 0], [0, 0]], [0, 0], 0, ["wrong", "wrong", "wrong"], id="zero"),
        pytest.param([[7, 7], [7, 7]], [14, 14], 28, ["wrong", "wrong", "wrong"], id="constant"),
        pytest.param(
            [[1, 4], [9, "nan"]],
            [5, "nan"],
            "nan",
            ["partly-right", "wrong", "wrong"],
            id="nan",
        ),
        pytest.param([1, 4, 9, 26], [5, 35], 40, ["wrong-shape", "wrong", "follow"], id="shape"),
        pytest.param([[1, 4], [9, 26]], [5, 34], 39, ["partly-right", "right", "right"], id="back"),
        pytest.param(
            [[1, 4], [9, 26]], [5, 36], 41, ["partly-right", "wrong", "follow"], id="twice"
        ),
        pytest.param("None", [5, 35], 40, ["missing", "wrong", "follow"], id="missing"),
    ],
)
def test_a_slip_is_carried_down_the_chain(grade, squares, sums, total, verdicts):
    source = f"""
    nan = float("nan")
    squares = {squares!r}
    sums = {sums!r}
    total = {total!r}
    """.replace("'nan'", "nan").replace("'None'", "None")

    found = [part.verdict.value for part in grade(source).parts[:3]]

    wanted = [v.replace("follow", "right-by-follow-through") for v in verdicts]
    assert found == wanted


@pytest.mark.parametrize(
    ("factor", "earned", "verdict"),
    [(1.0, 1, "right-by-follow-through"), (0.5, 0.5, "right-by-follow-through"), (0.0, 0, "wrong")],
)
def test_follow_through_earns_its_factor_and_nothing_where_it_is_off(
    grade, factor, earned, verdict
):
    report = grade("squares = [[2, 4], [6, 10]]\nsums = [6, 16]\n", factor)

    assert marks(report)["b"] == (earned, verdict)


def test_a_trivial_slip_is_refused_with_a_note(grade):
    report = grade("squares = [[7, 7], [7, 7]]\nsums = [14, 14]\n")

    assert marks(report)["b"] == (0, "wrong")
    assert "makes the question trivial" in report.parts[1].feedback


def test_a_named_mistake_earns_its_credit(grade):
    part = grade("squares = [[2, 4], [6, 10]]").parts[0]

    assert (part.earned, part.misconception) == (0.5, "doubled")


def test_answers_of_a_part_share_its_points_and_prose_worth_nothing_changes_nothing(grade):
    report = grade('def half(x): return x / 2\nthird = "n"\nwords = "Because."')

    assert marks(report)["d"] == (0.5, "partly-right")
    assert [each.verdict.value for each in report.parts[3].answers] == [
        "right",
        "wrong",
        "awaiting-marker",
    ]
    assert [each.earned for each in report.parts[3].answers] == [0.5, 0, 0]


def test_a_statement_that_fails_costs_its_name_and_no_other(grade):
    report = grade(
        """
        squares = 1 / 0
        print(sums)
        total = 39
        def half(x): return helper(x)
        third = "n/3"
        """
    )

    assert [part.verdict.value for part in report.parts] == [
        "crashed",
        "missing",
        "right",
        "partly-right",
    ]
    assert len(report.mishaps) == 2
    assert "ZeroDivisionError" in report.parts[0].feedback
    assert "`half` raised NameError" in report.parts[3].feedback
    assert report.parts[0].answers[0].spots[0].source == "squares = 1 / 0"


def test_a_file_that_cannot_be_parsed_costs_everything_and_says_why(grade):
    report = grade("%PDF-1.7 squares\n1 0 obj sums")

    assert {part.verdict for part in report.parts} == {Verdict.CRASHED}
    assert report.earned == 0
    assert "Python cannot read the file" in report.mishaps[0].text


def test_a_statement_that_is_no_python_costs_its_name(grade):
    report = grade(RIGHT.replace("sums = [", "sums = = [") + "\nprint 'done'\n")

    assert marks(report)["b"] == (0, "crashed")
    assert marks(report)["a"] == (2, "right")
    assert "This is Python 2" in report.mishaps[1].text


def test_a_statement_that_never_returns_costs_its_name(grade):
    report = grade(RIGHT + "\nwhile True: pass\n")

    assert report.earned == 5
    assert "was still running" in report.mishaps[0].text


def test_a_file_given_up_halfway_skips_what_it_did_not_come_to(grade):
    ends = "import os\n" + "os._exit(1)\n" * 6

    report = grade("squares = [[1, 4], [9, 25]]\n" + ends + "sums = [5, 34]\n")

    assert marks(report)["a"] == (2, "right")
    assert marks(report)["b"] == (0, "skipped")
    assert marks(report)["c"] == (0, "missing")


def test_a_call_that_ends_the_process_costs_its_answer_and_the_rest_is_still_asked(grade):
    report = grade(
        """
        squares = [[1, 4], [9, 25]]
        def half(x):
            import os
            os._exit(3)
        third = "n/3"
        """
    )

    half, third, _ = report.parts[3].answers
    assert (half.verdict, third.verdict) == (Verdict.CRASHED, Verdict.RIGHT)
    assert marks(report)["a"] == (2, "right")


def test_without_a_module_everything_is_missing_and_the_student_is_told(grade, tmp_path):
    folder = tmp_path / "submitted"
    folder.mkdir()
    for name in ("first.py", "second.py"):
        (folder / name).write_text("squares = 1")

    report = grade(load_submission(Found("ben", folder), "tiny"))

    assert {part.verdict for part in report.parts} == {Verdict.MISSING}
    assert report.earned == 0
    assert "found 'first.py', 'second.py'" in report.notes[0]


@pytest.mark.parametrize("name", ["line\nbreak.py", "\u202egnp.py", "-rf.py", "a b.txt", "é" * 50])
def test_odd_names_beside_the_module_harm_nothing(grade, name):
    files = {"tiny.py": RIGHT.encode(), name: b"x = 1"}

    report = grade(Submission("anna", files, "tiny.py"))

    assert report.earned == 5


def test_what_is_hostile_in_a_name_can_be_reported(grade):
    report = grade(Submission("\u202e<b>\n", {"tiny.py": b""}, "tiny.py"))

    assert load_report(dump_report(report)).student == "\u202e<b>\n"


def test_the_receipt_says_what_was_marked(grade):
    one, same, other = grade(RIGHT), grade(RIGHT), grade(RIGHT + "\n")

    assert one.receipt.submission == same.receipt.submission != other.receipt.submission
    assert len(one.receipt.spec) == 64
    assert (one.receipt.key, one.receipt.seed) == ("digest", 0)


CLAIMS = """
id: 1
title: Claims
parts:
  - id: a
    title: Order
    points: 2
    answer:
      name: ordered
      kind: property
      arguments: {x: "normal(6)"}
      properties:
        - {id: sorted, claim: "np.diff(ordered(x)) >= 0", says: It is not in order.}
        - {id: same, claim: "np.sort(ordered(x)) == np.sort(x)"}
"""

BENDS = """
import numpy as np
np.diff = lambda x, *_: np.ones(len(x) - 1)
np.sort = lambda x, *_: np.zeros(len(x))
def ordered(x): return WHAT
"""


@pytest.mark.parametrize(
    ("what", "verdict"), [("x", "wrong"), ("np.array(sorted(x))", "right"), ("0 * x", "wrong")]
)
def test_a_claim_is_judged_by_a_numpy_that_no_student_has_bent(grade, what, verdict):
    report = grade(BENDS.replace("WHAT", what), chain=CLAIMS)

    assert report.parts[0].verdict == verdict
