"""Of an example with many inputs the first ones stand beside the answer; the others are folded."""

import pytest
from sample_reports import line

from grader.report.exhibits import FIRST_INPUTS, MAX_INPUTS, view_example
from grader.results import Example


def example_of(number):
    inputs = tuple(line(f"input {rank}", str(rank)) for rank in range(number))
    return Example(
        inputs=inputs, given=line("You gave", "1"), expected=line("Expected", "2"), code=""
    )


@pytest.mark.parametrize("number", [0, 1, MAX_INPUTS])
def test_a_few_inputs_all_stand_beside_what_came_of_them(number):
    view = view_example(example_of(number))

    assert [each.text for each in view.exhibits] == [*map(str, range(number)), "2", "1"]
    assert view.more == ()


def test_of_many_inputs_all_but_the_first_are_folded_away_and_none_is_lost():
    view = view_example(example_of(MAX_INPUTS + 1))

    first = [str(rank) for rank in range(FIRST_INPUTS)]
    rest = [str(rank) for rank in range(FIRST_INPUTS, MAX_INPUTS + 1)]
    assert [each.text for each in view.exhibits] == [*first, "2", "1"]
    assert [each.text for each in view.more] == rest
    assert view.more_said == "6 more inputs"
