"""Ways of computing the right value that lose digits: explained by their own rounding, or wrong."""

import numpy as np
import pytest

from grader.compare.reading import Numbers
from grader.compare.result import Imprecise, Match, WrongValues
from grader.compare.values import compare_values
from grader.errors import SpecError
from grader.oracle.solve import Oracle

PROBLEM = """\
id: 1
title: One
parts:
  - id: a
    title: Variance
    points: 1
    answer:
      name: variance
      kind: function
      arguments: {{x: normal(64) + 1024}}
      imprecise:
        - {{id: one-pass, oracle: "{way}", says: In one pass.}}
    oracle: x.var(correction=0)
"""


def cases(assignment, way="(x ** 2).mean() - x.mean() ** 2"):
    (part,) = Oracle(assignment(PROBLEM.format(way=way))).solve("d").parts
    return part.answers[0].cases


def judged(case, variance):
    value = np.asarray(float(variance(case.arguments[0].data.astype(np.float32))))
    return compare_values(Numbers(value), case.truth)


def two_passes(x):
    return ((x - x.mean()) ** 2).mean()


def one_pass(x):
    return (x**2).mean() - x.mean() ** 2


def test_variance_in_one_pass_and_single_precision_is_imprecise_by_its_name(assignment):
    found = [judged(case, one_pass) for case in cases(assignment)]

    assert {type(each) for each in found} <= {Match, Imprecise}
    named = [each for each in found if isinstance(each, Imprecise)]
    assert named
    assert {(each.label, each.says) for each in named} == {("one-pass", "In one pass.")}
    assert all(each.off > each.allowed for each in named)


def test_variance_in_two_passes_is_right_and_that_of_a_sample_is_wrong(assignment):
    for case in cases(assignment):
        assert judged(case, two_passes) == Match()
        assert isinstance(judged(case, lambda x: x.var(ddof=1) * 1.2), WrongValues)


def test_a_way_that_gives_another_value_is_no_way_of_computing_it(assignment):
    with pytest.raises(SpecError, match=r"12:\d+: .*wanted the reference's value by another way"):
        cases(assignment, "x.var(correction=1)")
