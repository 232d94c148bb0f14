import pytest
from hypothesis import given
from sample_hostile import TEXTS, hostile_report
from sample_reports import grid, line
from sample_states import STATES

from grader.exchange.plain import explain_part, quote_excerpt, show, tell_mark, tell_total
from grader.exchange.untex import untex
from grader.record import replace
from grader.results import Excerpt, Grid

MIXED = {part.id: part for part in STATES["mixed"].parts}


def test_cells_that_are_off_are_in_brackets_and_columns_are_aligned():
    shown = show(grid("You gave", "1 20 3|400 5 6", off=((0, 1), (1, 0))))

    assert shown == "You gave:\n     1  [20]  3\n  [400]   5   6"


def test_a_line_and_a_grid_whose_rows_differ_are_shown():
    assert show(line("Expected", "(3, 3)")) == "Expected: (3, 3)"
    assert show(Grid(label="x", rows=(("1", "2"), ("3",)))) == "x:\n   1   2\n   3"


def test_an_arrow_marks_the_line_that_stopped():
    excerpt = Excerpt(file="a.py", first=9, marked=10, lines=("def f():", "    return 1 / 0"))

    assert quote_excerpt(excerpt) == (
        "a.py, lines 9 to 10:\n   9 | def f():\n> 10 |     return 1 / 0"
    )


def test_what_is_right_needs_no_words():
    assert explain_part(MIXED["1.1.a"]) == ""


def test_only_the_answers_that_are_off_are_explained():
    assert explain_part(MIXED["1.2.b"]).startswith("lp_pool: 7 of 12 cases are off")


@pytest.mark.parametrize(
    ("state", "part", "said"),
    [("mixed", 1, "1 of 2 points"), ("fault", 3, "withheld"), ("large", 7, "to be marked")],
)
def test_a_mark_is_its_points_or_why_there_are_none(state, part, said):
    assert tell_mark(STATES[state].parts[part]) == said


def test_a_total_that_is_not_final_says_so():
    assert tell_total(STATES["mixed"]) == "12.17 of 15 points"
    assert tell_total(replace(STATES["large"], earned=9.0)).startswith(
        "9 of 15 points. The total is not final"
    )


@given(TEXTS)
def test_nothing_hidden_is_left(text):
    for part in hostile_report(text).parts:
        said = explain_part(part)
        assert not any(ord(each) < 32 and each not in "\n\t" for each in said)
        assert said.encode()


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"without turning $\boldsymbol{B}$ around", "without turning B around"),
        (r"$4 \cdot 4 + 5 \cdot 3 + \dots$", "4 · 4 + 5 · 3 + …"),
        (r"$\left\lfloor \frac{I + 2P - K}{S} \right\rfloor + 1$", "⌊ (I + 2P - K)/S ⌋ + 1"),
        (r"$$x^{2} \le \frac{1}{n}$$", "x^2 ≤ 1/n"),
        (r"$\frac{\partial E}{\partial C_{ij}} = 1$", "(∂E)/(∂C_ij) = 1"),
        (r"$i \in \{1, \dots, 5\}$ and $S^k_{i,j}$", "i ∈ {1, …, 5} and S^k_(i,j)"),
        (r"$\mathbb{R}^{H_{\text{in}} \times W_{\text{in}}}$", "R^(H_in × W_in)"),
        (r"$\sqrt[p]{\sum_{i} \hat{y}_{i}^p} - e^{-x}$", "(Σ_i ŷ_i^p)^(1/p) - e^(-x)"),
        (r"$\unknown{x}$ and $x_{1$", r"$\unknown{x}$ and $x_{1$"),
        (r"it costs $5 or \$6", r"it costs $5 or \$6"),
        (r"$\begin{pmatrix} 1 \end{pmatrix}$", r"$\begin{pmatrix} 1 \end{pmatrix}$"),
        ("no maths", "no maths"),
    ],
)
def test_maths_is_written_in_plain_characters_as_far_as_it_goes(tex, plain):
    assert untex(tex) == plain


@given(TEXTS)
def test_a_text_without_maths_stays(text):
    assert "$" in text or untex(text) == text
