"""How long a student's calls took: known only where every call tells."""

import pytest
from sample_keys import ARRAY, raised

from grader.grade.timing import measure_seconds
from grader.key.kinds import FormulaKey, FunctionKey
from grader.outcome import NotFound, NotRun, Returned, ReturnedEach, TimedOut

FUNCTION = FunctionKey("f", ("x",), (), "whole")
FORMULA = FormulaKey("f", ("I",), (), (), {}, "")
CALL = Returned(1, "", 0.2504)


@pytest.mark.parametrize(
    ("key", "outcomes", "seconds"),
    [
        pytest.param(FUNCTION, (CALL, CALL), 0.501, id="every call returned"),
        pytest.param(FUNCTION, (CALL, TimedOut(5.0, (), "")), 5.25, id="one ran out of time"),
        pytest.param(FUNCTION, (CALL, raised("ValueError")), None, id="one raised"),
        pytest.param(FUNCTION, (CALL, NotRun("late")), None, id="one was not run"),
        pytest.param(FUNCTION, (NotFound("f", ()),), None, id="there is none"),
        pytest.param(FORMULA, (CALL, ReturnedEach((), "", 0.1)), 0.1, id="a formula as a function"),
        pytest.param(FORMULA, (CALL,), None, id="a formula as text"),
        pytest.param(ARRAY, (CALL,), None, id="a value that was there"),
        pytest.param(FUNCTION, (), None, id="nothing was asked"),
    ],
)
def test_the_calls_of_an_answer_are_summed(key, outcomes, seconds):
    assert measure_seconds(key, outcomes) == seconds
