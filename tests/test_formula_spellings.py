"""How students type one formula, and what each spelling must be read as."""

from pathlib import Path

import pytest

from grader.formula import FormulaError, Undefined, read_formula

NAMES = ("I", "K", "S", "P")

POINTS = [
    {"I": i, "K": k, "S": s, "P": p}
    for i in range(1, 13)
    for k in range(1, 6)
    for s in range(1, 5)
    for p in range(4)
    if i + 2 * p >= k
]

SPELLINGS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "data/formula_spellings.txt")
    .read_text("utf-8")
    .split("\n")
    if line and not line.startswith("#")
]


def width(point: dict[str, int]) -> int:
    """Count the places of a kernel of K in I entries padded by P at both ends, S apart."""
    return len(range(0, point["I"] + 2 * point["P"] - point["K"] + 1, point["S"]))


def verdict(text: str) -> str:
    try:
        formula = read_formula(text, NAMES)
        equal = all(formula.evaluate(**point) == width(point) for point in POINTS)
    except FormulaError:
        return "unreadable"
    except Undefined:
        return "wrong"
    return "right" if equal else "wrong"


def test_the_table_covers_what_it_should():
    assert len(POINTS) == 908
    assert len(SPELLINGS) >= 80
    assert len(SPELLINGS) == len(set(SPELLINGS))


@pytest.mark.parametrize(("expected", "text"), SPELLINGS)
def test_a_spelling_gets_the_verdict_it_is_filed_under(expected, text):
    assert verdict(text) == expected


@pytest.mark.parametrize("text", [text for expected, text in SPELLINGS if expected != "unreadable"])
def test_what_is_shown_as_read_reads_as_the_same(text):
    formula = read_formula(text, NAMES)
    as_latex = read_formula(formula.to_latex(), NAMES)

    assert read_formula(formula.to_python(), NAMES).tree == formula.tree
    for point in POINTS[::37]:
        assert outcome(as_latex, point) == outcome(formula, point)


def outcome(formula, point):
    try:
        return formula.evaluate(**point)
    except Undefined:
        return "undefined"
