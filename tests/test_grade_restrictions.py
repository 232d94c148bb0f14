"""What a question forbids and requires of the source, in submissions behind their walls."""

from textwrap import dedent

import pytest
from sample_graded import graded

from grader.sandbox.level import best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.score import Verdict

pytestmark = pytest.mark.sandbox

PROBLEM = """\
id: 1
title: Rows
parts:
  - id: a
    title: Product
    points: 2
    answer:
      name: product
      kind: function
      arguments: {x: "normal(2, 3)", y: "normal(3, 2)"}
"""
REFERENCE = "    oracle: x @ y\n"
NOTHING = "forbid: [autograd]"
RIGHT = "import numpy as np\ndef product(x, y):\n    return np.dot(x, y)\n"


@pytest.fixture(scope="module")
def worker():
    with Worker(isolation=best_level(), limits=Limits(), self_test=False) as warm:
        yield warm


@pytest.fixture
def mark(assignment, worker):
    """Mark one function by one restriction."""

    def mark(restriction, source, **files):
        read = assignment(f"{PROBLEM}      {restriction}\n{REFERENCE}")
        texts = {f"{name}.py": dedent(text) for name, text in files.items()}
        (answer,) = graded(worker, read, {"tiny.py": dedent(source), **texts})
        return answer

    return mark


LOOP = """\
import numpy as np
def product(x, y):
    out = np.zeros((2, 2))
    for i in range(2):
        for j in range(2):
            out[i, j] = (x[i] * y[:, j]).sum()
    return out
"""
IN_VAIN = "So it earns nothing, whatever it gives."
REFUSED = {
    "a function": (
        "forbid: [numpy.dot]",
        RIGHT,
        "The question forbids `numpy.dot`, but line 3 is `return np.dot(x, y)`. " + IN_VAIN,
        3,
    ),
    "loops": (
        "forbid: [loops]",
        LOOP,
        (
            "The question forbids loops, but line 4 is `for i in range(2):`. "
            f"The question forbids loops, but line 5 is `for j in range(2):`. {IN_VAIN}"
        ),
        4,
    ),
    "what is lacking": (
        "require: ['@']",
        RIGHT,
        "The question asks for `@`, which is not used. " + IN_VAIN,
        None,
    ),
    "too many operations": (
        "most_operations: 1",
        "def product(x, y):\n    return -(-(x @ y))\n",
        "It takes 3 operations; the question allows 1. " + IN_VAIN,
        None,
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_right_values_by_a_forbidden_way_earn_nothing_and_the_line_is_shown(mark, case):
    restriction, source, said, line = REFUSED[case]

    answer = mark(restriction, source)

    assert (answer.verdict, answer.earned) == (Verdict.WRONG, 0.0)
    assert answer.feedback.found == said
    assert [spot.line for spot in answer.spots] == ([line] if line else [])
    assert answer.example is None


@pytest.mark.parametrize(
    ("restriction", "source"),
    [
        ("forbid: [loops]", RIGHT),
        ("forbid: [numpy.matmul]", RIGHT),
        ("require: [numpy.dot]", RIGHT),
        ("most_operations: 1", RIGHT),
        (NOTHING, LOOP),
    ],
)
def test_what_keeps_to_the_question_is_marked_as_ever(mark, restriction, source):
    answer = mark(restriction, source)

    assert (answer.verdict, answer.earned) == (Verdict.RIGHT, 2.0)
    assert answer.feedback.found == "Right on all 8 cases."


def test_what_cannot_be_told_is_only_said(mark):
    source = "def product(x, y):\n    return eval('x @ y')\n"

    answer = mark("forbid: [loops]", source)

    assert answer.earned == 2
    assert answer.feedback.found == (
        "Right on all 8 cases. Whether line 2, `return eval('x @ y')`, keeps to what the question "
        "forbids and asks for cannot be told from the source."
    )
    assert mark("require: ['@']", source).earned == 2


def test_what_the_question_itself_asks_for_raises_no_doubt(mark):
    source = """\
    import functools
    def product(x, y):
        return functools.reduce(lambda a, b: a @ b, (x, y))
    """

    answer = mark("require: [functools.reduce]\n      forbid: [loops]", source)

    assert answer.feedback.found == "Right on all 8 cases."


def test_a_function_of_another_file_is_followed(mark):
    source = "from tools import product\n"

    answer = mark("forbid: [numpy.dot]", source, tools=RIGHT)

    assert answer.earned == 0
    assert [(spot.file, spot.line) for spot in answer.spots] == [("tools.py", 3)]


def test_what_the_source_hides_is_refused_while_it_runs(mark):
    source = """\
    import torch
    def product(x, y):
        return getattr(torch, "mat" + "mul")(torch.tensor(x), torch.tensor(y))
    """

    answer = mark("forbid: [torch.matmul]", source)

    assert (answer.verdict, answer.earned) == (Verdict.CRASHED, 0.0)
    assert "torch.matmul is not allowed in this question" in answer.feedback.found


def test_a_broken_line_elsewhere_hides_nothing(mark):
    assert mark("forbid: [numpy.dot]", f"{RIGHT}\nx = (\n").earned == 0


def test_the_cells_of_a_notebook_are_scanned_one_by_one(assignment, worker):
    read = assignment(f"{PROBLEM}      forbid: [numpy.dot]\n{REFERENCE}")
    cells = {"tiny.ipynb, cell 1": "x = (", "tiny.ipynb, cell 2": RIGHT}

    (answer,) = graded(worker, read, {"tiny.ipynb": "{}", **cells}, "tiny.ipynb")

    assert answer.earned == 0
    assert answer.spots[0].file == "tiny.ipynb, cell 2"


def test_source_that_pretends_to_be_the_scanner_changes_nothing(mark):
    source = f"{RIGHT}def scan_all(*_):\n    return {{'0': ([], 0)}}\n"

    assert mark("forbid: [numpy.dot]", source, scan="def scan_all(*_): return {}").earned == 0


def test_a_missing_answer_stays_missing(mark):
    answer = mark("require: ['@']", "x = 1\n")

    assert answer.verdict is Verdict.MISSING


def test_a_line_that_is_quoted_stays_one_quotation(mark):
    source = "import numpy as np\ndef product(x, y): return np.dot(x, y) # `a` <b>\n"

    found = mark("forbid: [numpy.dot]", source).feedback.found

    assert found.count("`") == 4
    assert "`def product(x, y): return np.dot(x, y) # 'a' <b>`" in found
