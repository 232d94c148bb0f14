"""Formulas against Python itself, and hostile text against the bounds.

The truth is Python's own parser with every literal made a `Fraction`; it only ever sees text that
was generated here.
"""

import ast
import math
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.formula import FormulaError, Undefined, read_formula

UNTIMED = settings(deadline=None)

NAMES = ("I", "K", "S", "P")

SPELLINGS = [
    line.split("\t")[1]
    for line in (Path(__file__).parent / "data/formula_spellings.txt")
    .read_text("utf-8")
    .split("\n")
    if line and not line.startswith("#")
]

FUNCTIONS = {"floor": math.floor, "ceil": math.ceil, "int": int, "round": round, "abs": abs}


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Join without brackets more often than with, so that precedence decides."""
    operator = st.sampled_from([" + ", "-", " * ", "/", "//", " % ", "*", " - "])
    atom = st.sampled_from([*NAMES, "2", "3"]) | inner.map("({})".format)
    return st.one_of(
        st.builds("{}{}{}".format, inner, operator, inner),
        st.builds("{}{}{}".format, inner, operator, inner),
        st.builds("{}**{}".format, atom, st.sampled_from(["2", "3", "-1", "- 2", "1**2", "(3-1)"])),
        st.builds("{}({})".format, st.sampled_from(sorted(FUNCTIONS)), inner),
        st.builds("{}({}, {})".format, st.sampled_from(["max", "min"]), inner, inner),
        inner.map("-{}".format),
        inner.map("({})".format),
    )


TEXTS = st.recursive(
    st.sampled_from([*NAMES, "0", "1", "2", "3", "7", "0.5", "2.25", "1e1"]), _longer, max_leaves=12
)

POINTS = st.fixed_dictionaries(
    dict.fromkeys(NAMES, st.integers(-9, 12) | st.fractions(-3, 3, max_denominator=6))
)


class _Exact(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        literal = ast.Constant(str(node.value))
        return ast.Call(ast.Name("Fraction", ast.Load()), [literal], [])


def by_python(text, point):
    """Evaluate generated text as Python does, in fractions; "undefined" where it divides by 0."""
    tree = ast.fix_missing_locations(_Exact().visit(ast.parse(text, mode="eval")))
    scope = {name: Fraction(value) for name, value in point.items()}
    scope |= FUNCTIONS | {"Fraction": Fraction, "max": max, "min": min, "__builtins__": {}}
    try:
        return eval(compile(tree, "generated", "eval"), scope)  # noqa: S307 - text made here
    except ZeroDivisionError:
        return "undefined"


def by_us(text, point):
    try:
        return read_formula(text, NAMES).evaluate(**point)
    except Undefined as undefined:
        assume("bits" not in undefined.reason)
        return "undefined"
    except FormulaError as error:
        assume("bits" not in error.problem)
        # A part without variables that is undefined is refused when it is read.
        assert "zero" in error.problem  # noqa: PT017 - nothing else may be refused here
        return "undefined"


@UNTIMED
@given(TEXTS, POINTS)
def test_python_text_has_the_value_python_gives_it(text, point):
    assert by_us(text, point) == by_python(text, point)


@UNTIMED
@given(TEXTS, POINTS)
def test_what_is_written_reads_back(text, point):
    try:
        formula = read_formula(text, NAMES)
    except FormulaError:
        assume(False)  # noqa: FBT003 - its only parameter

    assert read_formula(formula.to_python(), NAMES).tree == formula.tree
    assert by_us(formula.to_latex(), point) == by_us(text, point)


def calls_to_read(text):
    """Count the calls made while a text is read and, if it can be, evaluated at one point."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    previous = sys.getprofile()
    sys.setprofile(count)
    try:
        read_formula(text, NAMES).evaluate(I=7, K=3, S=2, P=1)
    except (FormulaError, Undefined):
        pass
    finally:
        sys.setprofile(previous)
    return calls


CALLS_A_CHARACTER = 100
"""Measured: 57 at worst. Reading is linear, so one factor bounds every length."""


@UNTIMED
@given(st.text(max_size=500))
def test_any_text_is_read_or_refused_in_few_steps(text):
    assert calls_to_read(text) <= CALLS_A_CHARACTER * (len(text) + 10)


PIECES = [*"()[]{}⌊⌋⌈⌉|+-*/%^=:,.$\\_&²⁻√ \n\x00", "**", "//", "I", "2", "e", "max(", "floor("]
PIECES += [r"\frac", r"\left", r"\right|", r"\text{", r"\sqrt", "lambda ", "return ", "9**9**9"]


@UNTIMED
@given(st.lists(st.sampled_from(PIECES), max_size=120).map("".join))
def test_pieces_in_any_order_are_read_or_refused_in_few_steps(text):
    assert calls_to_read(text) <= CALLS_A_CHARACTER * (len(text) + 10)


@UNTIMED
@given(st.data())
def test_a_mutated_spelling_is_read_or_refused_in_few_steps(data):
    text = data.draw(st.sampled_from(SPELLINGS))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        upto = data.draw(st.integers(at, min(at + 4, len(text))))
        text = text[:at] + data.draw(st.sampled_from([*PIECES, ""])) + text[upto:]

    assert calls_to_read(text) <= CALLS_A_CHARACTER * (len(text) + 10)


@UNTIMED
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_a_refusal_points_into_the_text(text):
    try:
        read_formula(text, NAMES)
    except FormulaError as error:
        assert 0 <= error.column <= len(text)  # noqa: PT017 - being read is right too
        assert error.problem  # noqa: PT017 - ditto


REPEATED = [
    *"(-|⌊√{I²=",
    "2**",
    "\\frac",
    "\\frac1",
    "I ",
    "((I))",
    "\\text{",
    "\\left",
    "a.",
    "_{",
]
REPEATED += ["I**64*", "1/3+", "1/I+", "9/", "9**64*", "C_{a", "{ ", "\\text{ ", "1e9", "√-", "-√"]


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("end", ["", "I", ")", "}"])
def test_a_repeated_piece_is_read_or_refused_in_few_steps(piece, end):
    text = (piece * 400)[: 400 - len(end)] + end

    assert calls_to_read(text) <= CALLS_A_CHARACTER * len(text)
