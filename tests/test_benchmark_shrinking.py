"""The benchmark of shrinking measures real searches, and the examples that they end with."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))  # where the benchmark is

from shrinking import Shrunk, render_table, shrink_corpus

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def shrunk():
    return list(shrink_corpus(["max_pool"], 3))


def test_every_search_is_timed_against_its_own_calls(shrunk):
    assert len({each.implementation for each in shrunk}) == 3
    for each in shrunk:
        assert each.calls > 2
        assert 0 < each.bare_seconds < each.seconds
        assert each.ratio == each.seconds / each.bare_seconds


def test_the_examples_are_as_small_as_the_homework_can_draw(shrunk):
    """A feature map has two rows and two columns at least."""
    assert {each.cells for each in shrunk} == {4}
    assert all(0 < each.largest < 10 for each in shrunk)


def test_the_table_has_a_row_for_each_answer_and_one_for_all(shrunk):
    stopped = Shrunk("hw2.lp_pool", "raises", 0.0, 0, 0.0)

    head, *rows = render_table([*shrunk, stopped]).splitlines()

    assert head.split()[:3] == ["answer", "wrong", "shrunk"]
    assert [row.split()[:3] for row in rows] == [
        ["hw2.max_pool", "3", "3"],
        ["hw2.lp_pool", "1", "0"],
        ["all", "4", "3"],
    ]


def test_nine_in_ten_and_the_worst_are_those_of_the_sorted_times():
    rows = [Shrunk("a", str(n), n / 1e3, 5, 1e-3, 4, 2.0) for n in range(20, 0, -1)]

    last = render_table(rows).splitlines()[-1].split()

    assert last[3:8] == ["10", "18", "20", "10.5", "20.0"]
