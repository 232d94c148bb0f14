"""A shared wrong answer becomes a misconception that loads, and that names that very answer."""

import ast

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from sample_keys import ARRAY as KEY
from sample_marks import answer, sharing
from sample_reports import answer as result

from grader.compare.reading import Bound, Dimensions, Numbers, Table
from grader.course.clusters import tally_answers
from grader.diagnose.literal import MOST_CELLS, write_literal
from grader.diagnose.mistake import explain_mistake
from grader.diagnose.signature import sign
from grader.errors import SpecError
from grader.formula import read_formula
from grader.oracle.solve import Oracle
from grader.record import replace
from grader.report.snippet import NO_LITERAL, SAYS, write_snippet
from grader.score import Verdict

HEAD = """\
id: 1
title: One
given: {A: [[1, 2], [3, 4]]}
parts:
  - id: a
    title: T
    points: 1
"""
ARRAY = "    answer: {name: x, kind: array}\n    oracle: A\n"
NUMBER = "    answer: {name: x, kind: number}\n    oracle: A.mean() / 7\n"
SHAPE = "    answer: {name: x, kind: shape}\n    oracle: A.shape\n"
FORMULA = (
    "    answer: {name: x, kind: formula, variables: {I: 2..9, K: 1..3}}\n    oracle: I - K + 1\n"
)
RELATION = """\
    answer:
      kind: relation
      unknowns: {p: number}
      claim: (abs(X) ** p).sum() == (X ** 2).sum()
      arguments: {X: normal(3)}
      oracle: {p: "2"}
"""
FUNCTION = "    answer: {name: x, kind: function, arguments: {X: normal(3)}}\n    oracle: 2 * X\n"


def table(text):
    formula = read_formula(text, ("I", "K"))
    points = sorted(((i, k) for i in range(2, 10) for k in range(1, 4)), key=lambda p: (sum(p), p))
    return Table(tuple(formula.evaluate(I=i, K=k) for i, k in points), formula)


def numbers(value):
    return Numbers(np.asarray(value, np.float64))


def cluster_of(literal, kind, verdict="wrong", signature="c0ffee123456", **more):
    """A cluster of three, with an example that has this literal."""
    summaries = sharing({signature: 3}, kind=kind)
    cluster = tally_answers(summaries)["1.a"][0].clusters[0]
    example = result("x", kind, 1, Verdict(verdict), literal=literal)
    changed = replace(answer(verdict, signature, kind=kind), **more)
    return replace(cluster, answer=changed, example=example)


def with_misconception(part, snippet):
    """Paste as an author does: below a part's oracle, or into its answer."""
    depth = 6 if "kind: relation" in part else 4
    lines = ["misconceptions:", *(f"  {line}" for line in snippet.splitlines())]
    return HEAD + part + "".join(f"{' ' * depth}{line}\n" for line in lines)


@pytest.mark.parametrize(
    ("part", "kind", "reading"),
    [
        pytest.param(ARRAY, "array", numbers([[1, 3], [2, 4]]), id="whole numbers"),
        pytest.param(ARRAY, "array", numbers([[1 / 3, -2e-9], [1e300, 4]]), id="fractions"),
        pytest.param(ARRAY, "array", numbers(np.zeros((16, 16))), id="a large array"),
        pytest.param(ARRAY, "array", numbers(np.float32([[0.1, 0.2]])), id="float32"),
        pytest.param(NUMBER, "number", numbers(-0.3), id="number"),
        pytest.param(SHAPE, "shape", Dimensions((4,)), id="shape"),
        pytest.param(SHAPE, "shape", Dimensions(()), id="shape of a number"),
        pytest.param(FORMULA, "formula", table("I + K + 1"), id="formula"),
        pytest.param(FORMULA, "formula", table(r"\lceil I / K \rceil"), id="formula as TeX"),
        pytest.param(RELATION, "relation", Bound(((3.5,),)), id="relation"),
    ],
)
def test_once_its_words_are_filled_in_the_snippet_names_the_answer(assignment, part, kind, reading):
    bare = Oracle(assignment(HEAD + part)).solve("digest").parts[0].answers[0]
    snippet = write_snippet(cluster_of(write_literal(bare, reading), kind, signature=sign(reading)))
    filled = snippet.replace(SAYS, "Rows and columns are swapped.")

    loaded = assignment(with_misconception(part, filled))
    key = Oracle(loaded).solve("digest").parts[0].answers[0]

    name = f"unnamed-{sign(reading)[:6]}"
    assert filled != snippet
    if kind == "relation":
        assert [each.mistake for each in key.settled] == [None, name]
    assert explain_mistake(key, reading, (name,)) == (name,)


def test_of_a_function_the_author_writes_the_oracle_and_is_told_so(assignment):
    snippet = write_snippet(cluster_of("", "function"))

    assert yaml.safe_load(snippet) == [{"id": "unnamed-c0ffee", "says": SAYS}]
    with pytest.raises(SpecError, match="oracle"):
        assignment(with_misconception(FUNCTION, snippet))
    written = snippet.replace(NO_LITERAL, "oracle: 2 * X + 1")
    key = Oracle(assignment(with_misconception(FUNCTION, written))).solve("digest")
    assert key.parts[0].answers[0].cases[0].mistakes[0].id == "unnamed-c0ffee"


@given(st.text("0123456789.,[] ()+-*/'\\", max_size=300).filter(str.strip))
def test_any_literal_stays_one_text(literal):
    (item,) = yaml.safe_load(write_snippet(cluster_of(literal, "array")))

    assert item["oracle"].split() == literal.split()
    assert set(item) == {"id", "oracle", "says"}


@pytest.mark.parametrize(
    "cluster",
    [
        pytest.param(cluster_of("1", "number", likely=("named",)), id="has a name"),
        pytest.param(cluster_of("", "number", "unreadable"), id="is no value"),
        pytest.param(cluster_of("", "function", "crashed"), id="stopped"),
        pytest.param(cluster_of("", "names"), id="its kind has no misconceptions"),
        pytest.param(cluster_of("", "choice"), id="nor have choices"),
        pytest.param(replace(cluster_of("1", "number"), example=None), id="has no example"),
    ],
)
def test_what_cannot_have_a_name_gets_no_snippet(cluster):
    assert write_snippet(cluster) == ""


@pytest.mark.parametrize(
    ("part", "reading"),
    [
        pytest.param(ARRAY, numbers([[np.nan, 1]]), id="not finite"),
        pytest.param(ARRAY, numbers(np.zeros(MOST_CELLS + 1)), id="too large"),
        pytest.param(RELATION, Bound(((np.nan,),)), id="no value"),
        pytest.param(FORMULA, Table((1.0,), None), id="a function as a formula"),
    ],
)
def test_an_answer_that_cannot_be_written_out_has_no_literal(assignment, part, reading):
    key = Oracle(assignment(HEAD + part)).solve("digest").parts[0].answers[0]

    assert write_literal(key, reading) == ""


@given(
    arrays(
        np.float64,
        array_shapes(min_dims=0, max_dims=3, max_side=4),
        elements=st.floats(allow_nan=False, allow_infinity=False),
    )
)
def test_an_array_is_written_to_its_last_digit(value):
    literal = ast.literal_eval(write_literal(KEY, Numbers(value)))

    assert np.array_equal(np.array(literal, np.float64), value)


def test_an_infinite_exponent_is_written_as_the_oracle_knows_it(assignment):
    key = Oracle(assignment(HEAD + RELATION)).solve("digest").parts[0].answers[0]

    assert write_literal(key, Bound(((np.inf,),))) == {"p": "inf"}
    assert write_literal(key, Bound(((-np.inf,),))) == {"p": "-inf"}
