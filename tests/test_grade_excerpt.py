"""A student's own lines beside a verdict: found as text, whatever the text."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import came

from grader.grade.excerpt import MOST_LINES, excerpt
from grader.results import Spot
from grader.submission.model import Submission
from grader.values import Named

SOURCE = '''\
import numpy as np

def max_pool(X, S):
    """The largest."""
    best = 0

    for i, j in S:
        best = max(best, X[i, j])
    return best


class Pool:
    def entry(
        self, X
    ):
        return X[0]

    lp = None

average = lambda X, S: sum(
    X[i, j] for i, j in S
) / len(S)
max_pool = max_pool
'''


def found(spots=(), name="max_pool", source=SOURCE, module="hw2", **files):
    named = Named("function", module, name, ("X", "S"))
    more = {file.replace("__", "/") + ".py": text.encode() for file, text in files.items()}
    submission = Submission("mia", {"hw2.py": source.encode(), **more}, "hw2.py")
    return excerpt(submission, (came(named),), spots)


def test_the_function_around_the_line_that_stopped_is_shown_with_the_line_marked():
    shown = found([Spot(file="hw2.py", line=8, function="max_pool")])

    assert (shown.file, shown.first, shown.marked) == ("hw2.py", 3, 8)
    assert shown.lines[0] == "def max_pool(X, S):"
    assert shown.lines[-1] == "    return best"


def test_the_innermost_function_is_shown_without_its_margin():
    shown = found([Spot(file="hw2.py", line=3), Spot(file="hw2.py", line=15)])

    assert (shown.first, shown.marked) == (13, 15)
    assert shown.lines == ("def entry(", "    self, X", "):", "    return X[0]")


def test_a_line_outside_any_function_is_shown_with_its_neighbours():
    shown = found([Spot(file="hw2.py", line=18)])

    assert (shown.first, shown.marked, len(shown.lines)) == (15, 18, 7)


def test_of_a_long_function_only_the_neighbours_are_shown():
    body = "".join(f"    x = {n}\n" for n in range(50))
    shown = found([Spot(file="hw2.py", line=30)], source=f"def f():\n{body}")

    assert (shown.first, shown.marked, len(shown.lines)) == (27, 30, 7)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        pytest.param("average", 20, ") / len(S)", id="lambda over lines"),
        pytest.param("max_pool", 23, "max_pool = max_pool", id="the last definition counts"),
    ],
)
def test_a_function_that_is_wrong_is_shown(name, first, last):
    shown = found(name=name)

    assert (shown.first, shown.marked, shown.lines[-1]) == (first, None, last)


def test_a_function_from_another_file_is_found_there():
    shown = found(
        source="from ops.pool import f\n", name="f", module="ops.pool", ops__pool="\n\ndef f(): 1\n"
    )

    assert (shown.file, shown.first, shown.lines) == ("ops/pool.py", 3, ("def f(): 1",))


def test_a_long_function_is_cut():
    shown = found(source="def max_pool():\n" + "    1\n" * 99)

    assert len(shown.lines) == MOST_LINES


@pytest.mark.parametrize(
    "spot",
    [
        Spot(file="hw2.py", line=0),
        Spot(file="hw2.py", line=10**9),
        Spot(file="../../etc/passwd", line=1),
        Spot(file="", line=1),
    ],
)
def test_a_place_that_is_not_there_shows_nothing(spot):
    assert found([spot]) is None


def test_a_name_that_is_not_there_shows_nothing():
    assert found(name="gone") is None
    assert found(name="a.b[.*(", module="..") is None


@given(st.text("def fx():\n\t =,[]#'\\\f\r\0é", max_size=400), st.integers(1, 30))
def test_no_text_whatever_makes_it_fail(text, line):
    for shown in (
        found(source=text, name="f"),
        found([Spot(file="hw2.py", line=line)], source=text),
    ):
        if shown is not None:
            assert 1 <= len(shown.lines) <= MOST_LINES
            assert shown.marked in (None, line)
            assert shown.first <= (shown.marked or shown.first) < shown.first + len(shown.lines)


def test_a_large_hostile_file_costs_little():
    nested = "".join(f"{' ' * min(depth, 300)}def f():\n" for depth in range(20_000))
    wide = dedent(nested) + "x" * 1_000_000

    shown = found([Spot(file="hw2.py", line=5000)], source=wide)

    assert len(shown.lines) <= MOST_LINES
    assert all(len(each) <= 160 for each in shown.lines)


def test_a_function_of_a_notebook_is_found_in_the_last_cell_that_makes_it():
    cells = {
        "hw2.ipynb": b"{}",
        "hw2.ipynb, cell 1": b"def f(x):\n    return x\n",
        "hw2.ipynb, cell 2": b"y = 1\n\ndef f(x):\n    return 2 * x\n",
        "hw2.ipynb, cell 3": b"z = 1\n",
    }
    named = Named("function", "hw2", "f", ("x",))

    shown = excerpt(Submission("mia", cells, "hw2.ipynb"), (came(named),), ())

    assert (shown.file, shown.first) == ("hw2.ipynb, cell 2", 3)
    assert shown.lines == ("def f(x):", "    return 2 * x")
