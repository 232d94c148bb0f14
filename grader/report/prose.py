r"""Markdown with ``$…$`` and ``$$…$$`` as HTML, and as plain text.

Prompts, hints and misconceptions are written so, and a student may be quoted in one. Its rule:
whoever wrote it, what comes out is text, structure, formulas and links to web pages; no scripts,
styles, images, headings (they are the page's own) or raw HTML. A formula is put in after the rest
was sanitised, in a place named by the text's own hash, which no text can contain.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from textwrap import indent
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from grader.report.maths import find_maths_problems, render_maths

PROSE_CSS = """\
.formula, .scroll { overflow-x: auto; margin: .75rem 0 }
.to-left { text-align: left } .to-center { text-align: center } .to-right { text-align: right }
"""
"""What a page's stylesheet needs for rendered prose, beside `grader.report.maths.MATHS_CSS`."""

_TAGS = {
    *("a", "blockquote", "br", "code", "div", "em", "hr", "li", "ol", "p", "pre", "span"),
    *("strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "div": {"class"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class", "scope"},
}
_FOCUSABLE = {"div": {"tabindex": "0"}, "pre": {"tabindex": "0"}}
"""What may be wider than the page scrolls by itself, so the keyboard must be able to reach it."""

_LINK_RELATION = "noopener noreferrer nofollow"
_VALUES = {
    "class": "formula|scroll|to-left|to-center|to-right",
    "href": r"(?i:https?)://[^/\s]\S*",  # a relative link leads nowhere from a page in the mail
    "rel": _LINK_RELATION,
    "scope": "col",
    "start": "[0-9]{1,9}",
    "tabindex": "0",
}
"""What an attribute's value must match."""

_MATHS = frozenset({"math_inline", "math_inline_double", "math_block"})
_PLAIN = {
    "softbreak": " ",
    "hardbreak": "\n",
    "heading_close": "\n\n",
    **dict.fromkeys(("td_close", "th_close"), "\t"),
    **dict.fromkeys(("tr_close", "table_close", "bullet_list_close", "ordered_list_close"), "\n"),
}
"""What a token without content leaves in plain text; most leave nothing."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, which steer a terminal, and those that turn the direction of writing."""


@lru_cache(maxsize=1024)
def render_prose(markdown: str) -> str:
    """Render Markdown as HTML blocks; headings come out as bold paragraphs."""
    text = _UNPRINTABLE.sub("", markdown)
    return _finish(text, _MARKDOWN.parse(text))


@lru_cache(maxsize=1024)
def render_prose_inline(markdown: str) -> str:
    """Render one sentence or cell of Markdown as HTML to stand within a block."""
    text = _UNPRINTABLE.sub("", markdown)
    return _finish(text, _MARKDOWN.parseInline(text))


def plain_prose(markdown: str) -> str:
    """Render Markdown as text for terminals, tables and mail: formulas as TeX, nothing to obey."""
    tokens = _MARKDOWN.parse(_UNPRINTABLE.sub("", markdown))
    text = _UNPRINTABLE.sub("", "".join(_write_plainly(tokens)))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip()


def find_prose_problems(markdown: str) -> tuple[str, ...]:
    r"""Say which formulas of a text cannot be drawn, such as ``$\foo$: unknown command \foo``."""
    return tuple(
        f"{token.markup}{token.content.strip()}{token.markup}: {problem}"
        for token in _walk(_MARKDOWN.parse(markdown))
        if token.type in _MATHS
        for problem in find_maths_problems(token.content.strip())
    )


def _finish(text: str, tokens: list[Token]) -> str:
    place = sha256(text.encode()).hexdigest()
    formulas: list[str] = []
    html = _MARKDOWN.renderer.render(
        tokens, _MARKDOWN.options, {"place": place, "formulas": formulas}
    )
    clean = nh3.clean(
        _UNPRINTABLE.sub("", html),  # again, for a character reference can hide one
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        set_tag_attribute_values=_FOCUSABLE,
        attribute_filter=_filter_attribute,
        url_schemes={"http", "https"},
        link_rel=_LINK_RELATION,
    )
    return re.sub(rf"{place}-(\d+)-", lambda match: formulas[int(match[1])], clean).strip()


def _filter_attribute(_tag: str, attribute: str, value: str) -> str | None:
    return value if re.fullmatch(_VALUES[attribute], value) else None


def _render_maths_token(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any
) -> str:
    token = tokens[index]
    formulas: list[str] = env["formulas"]
    formulas.append(render_maths(token.content.strip(), display=token.type != "math_inline"))
    place = f"{env['place']}-{len(formulas) - 1}-"
    return f'<div class="formula">{place}</div>\n' if token.type == "math_block" else place


def _render_image(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any
) -> str:
    """Show what an image is said to show; a page loads nothing from elsewhere."""
    return escape(tokens[index].content)


def _render_cell(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    cell = tokens[index]
    style = str(cell.attrs.pop("style", ""))
    if style:
        cell.attrs["class"] = f"to-{style.removeprefix('text-align:')}"
    if cell.tag == "th":
        cell.attrs["scope"] = "col"
    return renderer.renderToken(tokens, index, options, env)


def _make_markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    # As in Pandoc, so that prices stay prices: no space inside the dollars, no digit after them.
    dollarmath_plugin(
        markdown,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    for kind in _MATHS:
        markdown.add_render_rule(kind, _render_maths_token)
    for kind in ("th_open", "td_open"):
        markdown.add_render_rule(kind, _render_cell)
    markdown.add_render_rule("image", _render_image)
    for kind, markup in {
        "heading_open": "<p><strong>",
        "heading_close": "</strong></p>\n",
        "table_open": '<div class="scroll"><table>\n',
        "table_close": "</table></div>\n",
    }.items():
        markdown.add_render_rule(kind, lambda *_, markup=markup: markup)
    return markdown


def _walk(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or ())


def _write_plainly(tokens: Sequence[Token]) -> Iterator[str]:
    numbers: list[int | None] = []  # of each open list, its next number or None for bullets
    for token in _walk(tokens):
        if token.type == "list_item_open":
            yield _write_item(numbers)
        elif token.type.endswith("list_open"):
            ordered = token.type == "ordered_list_open"
            numbers.append(int(token.attrs.get("start", 1)) if ordered else None)
        elif token.type.endswith("list_close"):
            numbers.pop()
        yield _write_token(token)


def _write_item(numbers: list[int | None]) -> str:
    margin = "  " * (len(numbers) - 1)
    number = numbers[-1]
    if number is None:
        return f"{margin}- "
    numbers[-1] = number + 1
    return f"{margin}{number}. "


def _write_token(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    if token.type in _MATHS:
        return token.content.strip() + ("\n\n" if token.block else "")
    if token.type in {"fence", "code_block"}:
        return indent(token.content.rstrip("\n"), "    ") + "\n\n"
    if token.type == "paragraph_close":
        return "\n" if token.hidden else "\n\n"
    return _PLAIN.get(token.type, "")


_MARKDOWN = _make_markdown()
