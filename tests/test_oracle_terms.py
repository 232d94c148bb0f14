"""The products of a hand-computed sum, against the sums written out."""

import numpy as np
import pytest

from grader.errors import SpecError
from grader.key.kinds import AnswerKey
from grader.oracle.solve import Oracle

PROBLEM = """\
id: 1
title: One
given: {{A: [[1, 2, 3], [4, 5, 6]], B: [[2, 0], [1, 7]]}}
parts:
  - id: a
    title: T
    points: 1
    answer: {{name: x, kind: array, terms: [{factors}]}}
    oracle: {oracle}
"""


def solved(assignment, oracle, factors):
    text = PROBLEM.format(oracle=oracle, factors=factors)
    key = Oracle(assignment(text)).solve("digest")
    assert isinstance(key, AnswerKey)
    return key.parts[0].answers[0]


def by_cell(terms, *cell):
    pairs = zip(terms.labels, terms.values[cell], strict=True)
    return {label: float(value) for label, value in pairs if value}


def test_a_convolution_sums_products_of_both_arrays(assignment):
    terms = solved(assignment, "conv2d(A, B)", "A, B").terms

    # At (0, 1) the kernel lies on [[2, 3], [5, 6]]; its entry of 0 takes part in nothing.
    assert by_cell(terms, 0, 1) == {
        "A[1,2]·B[1,1]": 4.0,
        "A[2,2]·B[2,1]": 5.0,
        "A[2,3]·B[2,2]": 42.0,
    }


def test_a_matrix_product_sums_products_of_both_arrays(assignment):
    terms = solved(assignment, "B @ A", "B, A").terms

    assert by_cell(terms, 1, 2) == {"B[2,1]·A[1,3]": 3.0, "B[2,2]·A[2,3]": 42.0}


def test_a_gradient_sums_entries_of_the_kernel(assignment):
    key = solved(assignment, "grad(conv2d(A, B), wrt=A, upstream=ones(1, 2))", "B")

    # The middle cell of the upper row is met by the first window's B[1,2] and the second's B[1,1].
    assert by_cell(key.terms, 0, 1) == {"B[1,1]": 2.0}
    assert by_cell(key.terms, 1, 1) == {"B[2,1]": 1.0, "B[2,2]": 7.0}
    assert np.allclose(key.terms.values.sum(axis=-1), key.case.truth.value)


@pytest.mark.parametrize(
    ("oracle", "factors", "told"),
    [
        ("conv2d(A, B) ** 2", "A, B", "wanted entries that add up products of A and B"),
        ("A + 1", "A", "wanted entries that add up products of A, found others"),
        ("conv2d(A, B)", "n", "wanted terms in given arrays, found 'n'"),
    ],
    ids=["squared", "not linear", "no array"],
)
def test_what_is_no_such_sum_is_refused(assignment, oracle, factors, told):
    with pytest.raises(SpecError) as refused:
        solved(assignment, oracle, factors)

    assert told in str(refused.value)


def test_what_is_linear_only_by_chance_of_its_value_is_a_sum(assignment):
    """A maximum is one of the entries, and so the sum of that one."""
    terms = solved(assignment, "A.max() * B", "A, B").terms

    assert by_cell(terms, 1, 1) == {"A[2,3]·B[2,2]": 42.0}
