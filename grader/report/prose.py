r"""Markdown with ``$…$`` and ``$$…$$`` as HTML.

Prompts, hints and misconceptions are written so, and a student may be quoted in one. Its rule:
whoever wrote it, what comes out is text, structure, formulas and links to web pages; no scripts,
styles, images, headings (they are the page's own) or raw HTML. A formula is put in after the rest
was sanitised, in a place named by the text's own hash, which no text can contain.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from grader.report.markdown import MATHS, drop_unprintable, make_parser, walk
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


@lru_cache(maxsize=1024)
def render_prose(markdown: str) -> str:
    """Render Markdown as HTML blocks; headings come out as bold paragraphs."""
    text = drop_unprintable(markdown)
    return _finish(text, _MARKDOWN.parse(text))


@lru_cache(maxsize=1024)
def render_prose_inline(markdown: str) -> str:
    """Render one sentence or cell of Markdown as HTML to stand within a block."""
    text = drop_unprintable(markdown)
    return _finish(text, _MARKDOWN.parseInline(text))


def find_prose_problems(markdown: str) -> tuple[str, ...]:
    r"""Say which formulas of a text cannot be drawn, such as ``$\foo$: unknown command \foo``."""
    return tuple(
        f"{token.markup}{token.content.strip()}{token.markup}: {problem}"
        for token in walk(_MARKDOWN.parse(markdown))
        if token.type in MATHS
        for problem in find_maths_problems(token.content.strip())
    )


def _finish(text: str, tokens: list[Token]) -> str:
    place = sha256(text.encode()).hexdigest()
    formulas: list[str] = []
    html = _MARKDOWN.renderer.render(
        tokens, _MARKDOWN.options, {"place": place, "formulas": formulas}
    )
    clean = nh3.clean(
        drop_unprintable(html),  # again, for a character reference can hide one
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
    markdown = make_parser()
    for kind in MATHS:
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


_MARKDOWN = _make_markdown()
