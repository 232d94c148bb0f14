"""Every small change that people make is made, one at a time, and nothing else is."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.audit.mutants import list_mutants
from grader.spec.kinds import ArrayAnswer


def changes(oracle, reference=None):
    answer = ArrayAnswer(kind="array", name="x", oracle=oracle)
    return [each.change.text for each in list_mutants(answer, reference)]


@pytest.mark.parametrize(
    ("oracle", "changed"),
    [
        ("A + B", ["A - B", "A", "B"]),
        ("A - B", ["A + B", "A", "B - A"]),
        ("A @ B", ["A * B", "B @ A", "A.mT @ B", "A @ B.mT", "A", "B"]),
        ("A ** p", ["A * p", "p ** A", "A"]),
        ("-A", ["A"]),
        ("A < B", ["A <= B", "A >= B"]),
        ("A[1]", ["A[2]", "A[0]"]),
        ("A[:n]", ["A[:n + 1]"]),
        (
            "A.sum(dim=0)",
            ["A.mean(dim=0)", "A.sum()", "A.sum(dim=1)", "A.sum(dim=0, keepdim=True)"],
        ),
        ("A.T", ["A"]),
        ("exp(A)", ["expm1(A)", "A"]),
        ("f(A, B)", ["f(B, A)"]),
        ("conv2d(A, B, stride=2, padding=1)", ["conv2d(A, B, stride=1, padding=2)"]),
        ("A if n > 1 else B", ["A", "B", "A if n >= 1 else B", "A if n > 2 else B"]),
        ("A.sum() if n and m else B", ["A.sum() if n else B", "A.sum() if m else B"]),
        ("[x for x in A if x]", ["[x for x in A]"]),
    ],
)
def test_an_expression_is_changed_in_the_ways_that_people_do(oracle, changed):
    assert set(changed) <= set(changes(oracle))


@pytest.mark.parametrize("oracle", ["A", "'text'", "A.shape", "f()"])
def test_what_holds_nothing_to_get_wrong_is_left_alone(oracle):
    assert changes(oracle) == []


REFERENCE = '''\
"""Docs."""

def used(x):
    """Docs with 1 + 1."""
    total = x * 2
    for each in x:
        total += each
    return helper(total)


def helper(x):
    return x - 1


def unused(x):
    return x / 7
'''


def test_functions_are_changed_that_the_reference_uses_however_indirectly():
    found = "\n".join(changes("used(A)", REFERENCE))

    assert "x / 2" in found
    assert "x + 1" in found
    assert "x * 7" not in found


def test_a_sum_that_is_not_added_up_is_one_of_the_changes():
    assert any("total = each" in each for each in changes("used(A)", REFERENCE))


def test_a_docstring_is_no_computation():
    assert not any("1 - 1" in each for each in changes("used(A)", REFERENCE))


def test_a_change_is_shown_with_its_line_and_the_code_around_it():
    mutants = list_mutants(ArrayAnswer(kind="array", name="x", oracle="used(A)"), REFERENCE)
    found = next(each for each in mutants if each.now == "return x + 1")

    assert (found.place, found.was) == ("reference.py:12", "return x - 1")


NAMES = st.sampled_from(["A", "B", "n", "1", "2.5", "-3"])
EXPRESSIONS = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "@", "**"]), inner).map(
            lambda parts: f"({' '.join(parts)})"
        ),
        inner.map(lambda each: f"sum({each}, dim=0)"),
        st.tuples(inner, inner).map(lambda pair: f"f({pair[0]}, {pair[1]})"),
    ),
    max_leaves=6,
)


@given(EXPRESSIONS)
def test_every_change_can_be_parsed_differs_and_is_made_once(oracle):
    found = changes(oracle)

    assert len(set(found)) == len(found)
    for each in found:
        assert ast.unparse(ast.parse(each, mode="eval")) != ast.unparse(
            ast.parse(oracle, mode="eval")
        )
