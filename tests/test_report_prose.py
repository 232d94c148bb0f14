"""Markdown with formulas as HTML and as text, whoever wrote it."""

from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.plain import plain_prose
from grader.report.prose import (
    PROSE_CSS,
    find_prose_problems,
    render_prose,
    render_prose_inline,
)

HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                "<script>alert(1)</script>",
                "<img src=x onerror=y>",
                "<b onclick=x>",
                "</div>",
                "<!--",
            ),
            *("[a](javascript:x)", "[a](https://x.y)", "![a](http://x/y.png)", "<https://x.y>"),
            *(
                "[a](data:text/html,x)",
                "[a](//x.y)",
                "[a](x.html)",
                "&#x202e;",
                "&#27;",
                "\x1b[31m",
            ),
            *("$x$", "$$y$$", r"$\href{javascript:x}{y}$", "$\n", "$", "# h\n", "\n\n", "- a\n"),
            *("| a | b |\n|:-|-:|\n| c | d |\n", "```\ncode\n```\n", "`c`", "<style>*{}</style>"),
            *("\n\n$$\nz\n$$\n\n", "1. a\n", "> q\n", "\ud800", "\\", "*", "a"),
        ]
    ),
    max_size=12,
).map("".join)


class Structure(HTMLParser):
    """Every tag and attribute of a text, and that each tag is closed where it should be."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.attributes = []
        self.open = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_prompt_keeps_its_words_and_draws_its_formulas():
    html = render_prose("Give the width $O$ in **terms** of `I`.")

    assert html.startswith("<p>Give the width <math ")
    assert html.endswith("</math> in <strong>terms</strong> of <code>I</code>.</p>")


def test_a_formula_of_its_own_stands_in_a_block_that_scrolls():
    html = render_prose("$$\nC = \\frac{1}{2} \\tag{1}\n$$")

    assert html.startswith(
        '<div class="formula" tabindex="0"><span class="eq"><math display="block">'
    )


def test_a_display_formula_within_a_sentence_opens_no_block_in_the_paragraph():
    html = render_prose("so $$x$$ holds")

    assert html.startswith('<p>so <math display="block">')


@pytest.mark.parametrize(
    "markdown",
    ["costs $5 and $6", "costs $5-$6", "costs $ 5 and 6 $", r"costs \$5$", "$5", "`$x$`"],
)
def test_prices_and_code_are_no_formulas(markdown):
    assert "<math" not in render_prose(markdown)


def test_a_formula_that_cannot_be_drawn_is_shown_as_tex():
    assert render_prose_inline(r"so $\foo<x>$") == r'so <code class="tex">\foo&lt;x&gt;</code>'


def test_a_sentence_has_no_paragraph_of_its_own():
    assert render_prose_inline("*a*\nb") == "<em>a</em>\nb"


def test_headings_come_out_as_bold_paragraphs():
    assert render_prose("# Title") == "<p><strong>Title</strong></p>"


def test_a_table_scrolls_and_names_its_columns():
    html = render_prose("| a | b |\n|---|--:|\n| 1 | 2 |")

    assert '<div class="scroll" tabindex="0"><table>' in html
    assert '<th scope="col">a</th>' in html
    assert '<td class="to-right">2</td>' in html
    assert ".to-right" in PROSE_CSS


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param(
            "[a](https://x.y/z)",
            '<p><a href="https://x.y/z" rel="noopener noreferrer nofollow">a</a></p>',
            id="a web page is linked",
        ),
        pytest.param(
            "[a](page.html)",
            '<p><a rel="noopener noreferrer nofollow">a</a></p>',
            id="a file is not linked",
        ),
        pytest.param(
            "[a](//x.y)",
            '<p><a rel="noopener noreferrer nofollow">a</a></p>',
            id="no scheme, no link",
        ),
        pytest.param("![a & b](http://x.y/z.png)", "<p>a &amp; b</p>", id="an image is its text"),
        pytest.param("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>", id="raw HTML"),
        pytest.param("a\x1b[31m&#x202e;b", "<p>a[31mb</p>", id="control characters"),
    ],
)
def test_only_text_and_links_to_web_pages_come_through(markdown, html):
    assert render_prose(markdown) == html


@given(HOSTILE)
def test_whatever_is_written_obeys_nobody(markdown):
    for html in (render_prose(markdown), render_prose_inline(markdown)):
        found = Structure(html)

        assert found.open == []
        assert not {"script", "style", "img", "iframe", "svg", "h1", "b"} & set(found.tags)
        names = {name for _, name, _ in found.attributes}
        assert not {name for name in names if name.startswith("on")}
        assert not {"style", "src", "id"} & names
        links = {value for tag, name, value in found.attributes if name == "href"}
        assert links <= {"https://x.y", "http://x/y.png"}


@given(HOSTILE, st.integers(0, 3))
def test_no_text_can_name_the_place_of_a_formula(markdown, number):
    place = f"{sha256(markdown.encode(errors='replace')).hexdigest()}-{number}-"

    assert place in render_prose(f"{place} $x$")


def test_plain_text_has_formulas_as_tex_and_no_markup():
    markdown = (
        "# Width\n\nGive $O$ in **terms** of `I`\nand [more](https://x.y).\n\n$$\n\\frac12\n$$"
    )

    assert plain_prose(markdown) == ("Width\n\nGive O in terms of I and more.\n\n\\frac12")


def test_plain_lists_keep_their_marks_and_numbers():
    text = "- a\n- b\n  1. c\n  2. d\n\n3. e"

    assert plain_prose(text) == "- a\n- b\n  1. c\n  2. d\n\n3. e"


def test_plain_tables_are_separated_by_tabs():
    assert plain_prose("| a | $b$ |\n|---|---|\n| 1 | 2 |") == "a\tb\n1\t2"


def test_plain_code_is_indented():
    assert plain_prose("run\n```\na\n  b\n```") == "run\n\n    a\n      b"


@given(HOSTILE)
def test_plain_text_cannot_steer_a_terminal(markdown):
    assert not set(plain_prose(markdown)) & {"\x1b", "\x07", "\x9b", "\u202e", "\r"}


def test_authors_are_told_which_formula_cannot_be_drawn():
    assert find_prose_problems("a $x$ and $\\foo$\n\n$$\na & b\n$$") == (
        r"$\foo$: unknown command \foo",
        r"$$a & b$$: & outside a table (write \&, or use aligned)",
    )
