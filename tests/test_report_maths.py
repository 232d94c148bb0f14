"""Formulas as MathML: how they are drawn."""

import xml.etree.ElementTree as ET

import pytest

from grader.report.maths import MATHS_CSS, find_maths_problems, render_maths


def draw(tex, *, display=True):
    """Parse what is drawn, which also proves that it is well-formed."""
    assert find_maths_problems(tex) == ()
    return ET.fromstring(f"<p>{render_maths(tex, display=display)}</p>")  # noqa: S314 - our own


def texts(drawn, tag):
    return [element.text for element in drawn.iter(tag)]


def test_a_formula_keeps_its_tex_as_annotation():
    drawn = draw(r"a < b \text{ \& } c")

    annotation = drawn.find("math/semantics/annotation")

    assert annotation.get("encoding") == "application/x-tex"
    assert annotation.text == r"a < b \text{ \& } c"


@pytest.mark.parametrize(("display", "mode"), [(True, "block"), (False, "inline")])
def test_display_and_inline_formulas_say_so(display, mode):
    assert draw("x", display=display).find("math").get("display") == mode


def test_a_tag_stands_outside_the_formula():
    drawn = draw(r"O = I - (K - 1) \tag{1}")

    assert drawn.findtext("span[@class='eq']/span[@class='eq-number']") == "(1)"
    assert drawn.find("span/math") is not None
    assert texts(drawn.find("span/math"), "mtext") == []


def test_a_starred_tag_has_no_brackets():
    assert draw(r"x \tag*{left}").findtext(".//span[@class='eq-number']") == "left"


def test_a_tag_alone_is_a_number_without_a_formula():
    assert draw(r"\tag{10}").findtext(".//span[@class='eq-number']") == "(10)"


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        pytest.param(r"\boldsymbol{X}", "\U0001d47f", id="boldsymbol is bold italic"),
        pytest.param(r"\bm{x}", "\U0001d499", id="bm is bold italic"),
        pytest.param(r"\boldsymbol{\alpha}", "\U0001d736", id="bold Greek"),
        pytest.param(r"\boldsymbol{12}", "\U0001d7cf\U0001d7d0", id="bold digits"),
        pytest.param(r"\mathbf{A}", "\U0001d400", id="mathbf is bold upright"),
        pytest.param(r"\mathbf{AB}", "\U0001d400\U0001d401", id="mathbf of a word"),
        pytest.param(r"\mathbb{R}", "\u211d", id="R outside the block of its siblings"),
        pytest.param(r"\mathbb{RE}", "\u211d\U0001d53c", id="two double-struck letters"),
        pytest.param(r"\mathbb{1}", "\U0001d7d9", id="double-struck one"),
        pytest.param(r"\mathcal{L N}", "\u2112\U0001d4a9", id="script"),
        pytest.param(r"\mathfrak{C g}", "\u212d\U0001d524", id="fraktur"),
        pytest.param(r"\boldsymbol{\nabla}", "\U0001d6c1", id="a symbol without bold italic"),
    ],
)
def test_styled_letters_are_their_own_characters(tex, letters):
    drawn = draw(tex)

    assert "".join(texts(drawn, "mi") + texts(drawn, "mn")) == letters
    assert all("mathvariant" not in element.attrib for element in drawn.iter())


def test_one_upright_letter_says_so_and_a_plain_one_does_not():
    upright, plain = draw(r"\mathrm{d} x").iter("mi")

    assert (upright.text, upright.get("mathvariant")) == ("d", "normal")
    assert (plain.text, plain.get("mathvariant")) == ("x", None)


def test_upright_letters_make_one_word():
    assert texts(draw(r"H_{\mathrm{out}}"), "mi") == ["H", "out"]


@pytest.mark.parametrize(
    ("tex", "tag"),
    [
        (r"\max_{n \in S} x_n", "munder"),
        (r"\sqrt[p]{\sum_{n} x}", "munder"),
        (r"\sum_{i=1}^n x", "munderover"),
        (r"\operatorname*{softmax}_k z", "munder"),
        (r"\operatorname*{arg\,max}_k z", "munder"),
        (r"\arg\min_x f", "munder"),
        (r"\mathop{\mathrm{argmin}}_x f", "munder"),
        (r"\bigoplus_i V", "munder"),
    ],
)
def test_limits_go_under_where_there_is_room(tex, tag):
    for display in (True, False):
        script = next(draw(tex, display=display).iter(tag))

        assert script[0].get("movablelimits") == "true"


def test_limits_asked_for_stay_under():
    assert next(draw(r"\sum\limits_i x").iter("munder"))[0].get("movablelimits") == "false"


def test_an_integral_keeps_its_limits_beside():
    assert list(draw(r"\int_0^1 x").iter("munderover")) == []


def test_a_fenced_matrix_has_a_row_of_its_own():
    drawn = draw(r"A = \begin{bmatrix} 1 \\ 2 \end{bmatrix} \begin{pmatrix} 3 \end{pmatrix}")
    rows = [[child.tag for child in row] for row in drawn.iter("mrow")]

    assert rows.count(["mo", "mtable", "mo"]) == 2


def test_a_bare_bracket_does_not_stretch():
    opening, closing = draw(r"\lfloor \frac{a}{b} \rfloor").iter("mo")

    assert opening.get("stretchy") == closing.get("stretchy") == "false"


def test_an_array_with_all_rules_has_a_border_on_every_side():
    tex = r"\begin{array}{|c|c|c|c|} \hline 109 & 92 \\ \hline 110 & 85 \\ \hline \end{array}"
    classes = [set(cell.get("class").split()) for cell in draw(tex).iter("mtd")]

    assert classes == [
        {"tex-top", "tex-bottom", "tex-start", "tex-end"},
        {"tex-top", "tex-bottom", "tex-end"},
        {"tex-bottom", "tex-start", "tex-end"},
        {"tex-bottom", "tex-end"},
    ]


@pytest.mark.parametrize(
    ("tex", "classes"),
    [
        pytest.param(
            r"\begin{array}{|cc}1&2\\3&4\end{array}", ["start", "", "start", ""], id="|cc"
        ),
        pytest.param(r"\begin{array}{c|c}1&2\\3&4\end{array}", ["end", "", "end", ""], id="c|c"),
        pytest.param(r"\begin{array}{cc|}1&2\\3&4\end{array}", ["", "end", "", "end"], id="cc|"),
        pytest.param(
            r"\begin{array}{cc}\hline 1&2\\3&4\end{array}", ["top", "top", "", ""], id="above"
        ),
        pytest.param(
            r"\begin{array}{cc}1&2\\[2pt]\hline 3&4\end{array}",
            ["bottom"] * 2 + [""] * 2,
            id="amid",
        ),
        pytest.param(
            r"\begin{array}{c|c}\substack{a\\b}&2\\ \hline 3\end{array}",
            ["bottom end", "bottom", "end", ""],
            id="a break in a cell is no row, and a short row is filled up",
        ),
    ],
)
def test_rules_are_where_the_author_put_them(tex, classes):
    array = next(draw(tex).iter("mtable"))
    found = [cell.get("class", "").replace("tex-", "") for cell in array.findall("mtr/mtd")]

    assert [set(names.split()) for names in found] == [set(names.split()) for names in classes]


def test_nested_arrays_keep_their_own_rules():
    inner = r"\begin{array}{|c} x \end{array}"
    outer, nested = draw(rf"\begin{{array}}{{c|c}} {inner} & 2 \end{{array}}").iter("mtable")

    assert outer.find("mtr/mtd").get("class") == "tex-end"
    assert nested.find("mtr/mtd").get("class") == "tex-start"


def test_aligned_equations_meet_at_their_signs():
    cells = list(draw(r"\begin{aligned} a &= b \\ c &= d \end{aligned}").iter("mtd"))

    assert [cell.get("class") for cell in cells] == ["tex-right", "tex-left"] * 2


@pytest.mark.parametrize("tex", ["1...3", r"1 \dots 3", r"1 \ldots 3"])
def test_dots_are_one_letter_between_two_numbers(tex):
    drawn = draw(tex)

    assert [(leaf.tag, leaf.text) for leaf in drawn.find("math/semantics/mrow")] == [
        ("mn", "1"),
        ("mi", "…"),
        ("mn", "3"),
    ]


def test_letters_after_a_number_are_no_unit():
    drawn = draw("-2in")

    assert [leaf.text for leaf in drawn.iter() if leaf.tag in {"mo", "mn", "mi"}] == [
        *("\N{MINUS SIGN}", "2", "i", "n")
    ]


@pytest.mark.parametrize("tex", ["x = -1", "(-1)", "[-1, 2]", "a, -1"])
def test_a_sign_touches_its_number(tex):
    sign = next(leaf for leaf in draw(tex).iter("mo") if leaf.text == "\N{MINUS SIGN}")

    assert sign.get("form") == "prefix"


@pytest.mark.parametrize("tex", ["a - 1", "(a) - 1", "|a| - 1"])
def test_a_difference_keeps_its_space(tex):
    sign = next(leaf for leaf in draw(tex).iter("mo") if leaf.text == "\N{MINUS SIGN}")

    assert sign.get("form") is None


def test_a_function_stands_apart_from_a_letter_and_not_from_a_bracket():
    apart = next(draw(r"\log x").iter("mo"))
    close = next(draw(r"\log(x)").iter("mo"))

    assert (apart.text, apart.get("rspace")) == ("log", "0.1667em")
    assert (close.text, close.get("rspace")) == ("log", "0em")


def test_text_shows_what_its_escapes_mean():
    assert texts(draw(r"\texttt{in\_channels} \text{a <b> & c}"), "mtext") == [
        "in_channels",
        "a\N{NO-BREAK SPACE}<b>\N{NO-BREAK SPACE}&\N{NO-BREAK SPACE}c",
    ]


def test_a_huge_space_is_cut_down():
    assert next(draw(r"a \hspace{999em} b").iter("mspace")).get("width") == "10em"


def test_every_class_of_a_formula_has_a_style():
    tex = (
        r"\begin{aligned} \boxed{a} &= \overline{b} \underline{c} \end{aligned} \tag{1}"
        r"\text{x} \textbf{x} \textit{x} \texttt{x} \sum_{\substack{a\\b}} x"
        r"\begin{array}{|l|} \hline a \\ \hline \end{array}"
    )
    classes = {
        name for element in draw(tex).iter() for name in element.get("class", "").split() if name
    }

    assert {"tex-box", "tex-over", "tex-under", "tex-tight", "tex-bold", "tex-start"} <= classes
    assert {name for name in classes if f".{name}" not in MATHS_CSS} == {"eq-number"}
