"""What a step returns has the order of the state, which is that of its arguments."""

import numpy as np
from sample_parts import HEAD, part

from grader.oracle.solve import Oracle

STATE = ("name: step", "kind: sequence", "state: {w: ones(2), v: zeros(2)}", "steps: 2", "cases: 1")
"""Weights that lose the velocity, which grows by one in each step."""


def solved(assignment, oracle):
    lines = ("answer:", *(f"  {line}" for line in STATE), f"  oracle: {oracle}")
    (key,) = Oracle(assignment(HEAD + part("a", *lines))).solve("d").parts[0].answers
    return key


def test_the_order_of_the_oracles_lines_is_not_that_of_what_is_returned(assignment):
    as_written = solved(assignment, "{v: v + 1, w: w - (v + 1)}")
    as_declared = solved(assignment, "{w: w - (v + 1), v: v + 1}")

    assert as_written.outputs == as_declared.outputs == ("w", "v")
    for found in (as_written, as_declared):
        values = [case.truth.value for case in found.cases]
        np.testing.assert_array_equal(values, [[0, 0], [1, 1], [-2, -2], [2, 2]])
