r"""Markdown with ``$…$`` and ``$$…$$``, parsed: what pages and plain text are both written from."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

MATHS: Final = frozenset({"math_inline", "math_inline_double", "math_block"})
"""Types of the tokens that hold a formula."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def make_parser() -> MarkdownIt:
    """Make a parser; whoever renders by it adds how."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # As in Pandoc, so that prices stay prices: no space inside the dollars, no digit after them.
    dollarmath_plugin(
        parser,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    return parser


def drop_unprintable(text: str) -> str:
    """Drop control characters, which steer a terminal, and those that turn writing around."""
    return _UNPRINTABLE.sub("", text)


def walk(tokens: Sequence[Token]) -> Iterator[Token]:
    """Go through tokens and what they hold, in the order of the text."""
    for token in tokens:
        yield token
        yield from walk(token.children or ())
