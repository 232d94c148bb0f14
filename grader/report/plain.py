"""Markdown as plain text. Draws no formula, and so is quicker to import than pages are."""

import re
from collections.abc import Iterator, Sequence
from textwrap import indent

from markdown_it.token import Token

from grader.report.markdown import MATHS, drop_unprintable, make_parser, walk

_PLAIN = {
    "softbreak": " ",
    "hardbreak": "\n",
    "heading_close": "\n\n",
    **dict.fromkeys(("td_close", "th_close"), "\t"),
    **dict.fromkeys(("tr_close", "table_close", "bullet_list_close", "ordered_list_close"), "\n"),
}
"""What a token without content leaves in plain text; most leave nothing."""


def plain_prose(markdown: str) -> str:
    """Render Markdown as text for terminals, tables and mail: formulas as TeX, nothing to obey."""
    tokens = _PARSER.parse(drop_unprintable(markdown))
    text = drop_unprintable("".join(_write_plainly(tokens)))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip()


def _write_plainly(tokens: Sequence[Token]) -> Iterator[str]:
    numbers: list[int | None] = []  # of each open list, its next number or None for bullets
    for token in walk(tokens):
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
    if token.type in MATHS:
        return token.content.strip() + ("\n\n" if token.block else "")
    if token.type in {"fence", "code_block"}:
        return indent(token.content.rstrip("\n"), "    ") + "\n\n"
    if token.type == "paragraph_close":
        return "\n" if token.hidden else "\n\n"
    return _PLAIN.get(token.type, "")


_PARSER = make_parser()
