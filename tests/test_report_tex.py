"""Formulas that are refused, and that nothing anyone writes as a formula is obeyed."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.maths import find_maths_problems, render_maths

PIECES = st.sampled_from(
    [
        *(
            "a",
            "X",
            "12",
            ".5",
            "2in",
            "+",
            "-",
            "=",
            "(",
            ")",
            "[",
            "]",
            "|",
            "...",
            "&",
            "<",
            ">",
        ),
        *("{", "}", "_", "^", "'", " ", "$", "%", "#", "~", '"', "\x00", "\ue000", "\ud800", "é"),
        *(r"\frac", r"\sqrt", r"\sum", r"\max", r"\left(", r"\right)", r"\left.", r"\right|"),
        *(r"\begin{array}{|c|c|}", r"\end{array}", r"\begin{bmatrix}", r"\end{bmatrix}", r"\\"),
        *(r"\begin{aligned}", r"\end{aligned}", r"\begin{cases}", r"\end{cases}", r"\hline"),
        *(r"\mathbf{x}", r"\mathrm{d}", r"\mathbb{R}", r"\boldsymbol", r"\text{a_b}", r"\tag{1}"),
        *(r"\href{javascript:x}", r"\newcommand", r"\def", r"\unicode{x3c}", r"\foo", r"\hspace"),
        *(r"\operatorname{A b}", r"\mathop", r"\limits", r"\not", r"\substack", r"\overline"),
        *(r"\genfrac", r"\xrightarrow", r"\big", r"\middle", r"\color{red}", r"\pmod", r"\over"),
    ]
)
FORMULAS = st.lists(PIECES, max_size=14).map("".join)


@pytest.mark.parametrize(
    ("tex", "problem"),
    [
        ("", "the formula is empty"),
        ("  \n", "the formula is empty"),
        (r"\foo x", r"unknown command \foo"),
        (r"\mathfoo{x}", r"unknown command \mathfoo"),
        (r"\big\foo", r"unknown command \foo"),
        (r"\begin{foo} x \end{foo}", "unknown environment 'foo'"),
        (r"\begin{array}{p{2cm}} x \end{array}", "wanted columns of l, c, r and |"),
        (r"\begin{array}{c@c} x \end{array}", "wanted columns of l, c, r and |"),
        ("a & b", "& outside a table"),
        (r"a \\ b", r"\\ outside a table"),
        (r"\frac{1}", "an argument is missing"),
        (r"\left( x", "cannot be read as TeX: extra left or missing right"),
        ("{", "cannot be read as TeX: no available tokens"),
        ("x_a_b", "cannot be read as TeX: double subscripts"),
        (r"\text{for $x$}", r"\text holds plain text only, found 'for $x$'"),
        (r"\tag{1} x \tag{2}", r"wanted one \tag a formula"),
        (r"\tag{\foo}", r"a \tag holds plain text"),
        ("a\x00b", "character U+0000 cannot be shown"),
        ("\ue000", "character U+E000 cannot be shown"),
        (r"\href{javascript:alert(1)}{x}", r"\href is not supported"),
        (r"\style{color:red}{x}", r"\style is not supported"),
        (r"\class{page}{x}", r"\class is not supported"),
        (r"\newcommand{\a}{\a\a}\a", r"\newcommand is not supported"),
        (r"\llap{x} y", r"\llap is not supported"),
        (r"\cases{a \cr b}", r"\cases is not supported"),
        (r"\def\a{\a\a}\a", r"\def is not supported"),
        ("x" * 4001, "wanted at most 4000 characters, found 4001"),
        ("{" * 150 + "x" + "}" * 150, "nested too deeply"),
        ("{" * 1900 + "x" + "}" * 1900, "cannot be read as TeX"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_shown_as_tex(tex, problem):
    found = find_maths_problems(tex)
    shown = ET.fromstring(render_maths(tex, display=True))  # noqa: S314 - our own

    assert any(text.startswith(problem) for text in found), found
    assert (shown.tag, shown.get("class"), len(shown)) == ("code", "tex", 0)
    assert (shown.text or "") == tex.replace("\x00", "\ufffd").replace("\ue000", "\ufffd")


@given(FORMULAS, st.booleans())
def test_any_text_gives_well_formed_and_harmless_markup(tex, display):
    shown = ET.fromstring(f"<p>{render_maths(tex, display=display)}</p>")  # noqa: S314 - our own

    tags = {element.tag for element in shown.iter()}
    assert tags <= {
        *("p", "span", "code", "math", "semantics", "annotation", "mrow", "mi", "mn", "mo"),
        *("mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded", "mphantom"),
        *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
    }
    assert not {"href", "style", "id", "onclick"} & {
        name for element in shown.iter() for name in element.attrib
    }


@given(FORMULAS)
def test_a_formula_is_drawn_exactly_if_it_has_no_problem(tex):
    drawn = "<math" in render_maths(tex, display=True)

    assert drawn == (find_maths_problems(tex) == ())


@given(FORMULAS)
def test_a_drawn_formula_leaves_no_command_unread(tex):
    if find_maths_problems(tex):
        return
    shown = ET.fromstring(f"<p>{render_maths(tex, display=True)}</p>")  # noqa: S314 - our own

    leaves = "".join(leaf.text or "" for leaf in shown.iter() if leaf.tag in {"mi", "mo", "mn"})
    assert "\\" not in leaves.removeprefix("\\")
