"""A student's text made safe to look at: what hides, steers or turns the writing becomes visible.

Pure text to text. Escaping for a format (HTML, CSV) is the business of whoever writes that format.
"""

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u200b\u2028\u2029\u2060\ufeff"  # no width, or a line's end that no editor shows
    "\u202a-\u202e\u2066-\u2069"  # turn the direction of writing
    "\ud800-\udfff\ufffe\uffff]"  # half a character, or none: not to be encoded
)
"""Joiners stay: emoji and Persian are written with them."""


def make_visible(text: str) -> str:
    """Show every hidden character of a text as a picture or as its number; lines stay lines."""
    return _HIDDEN.sub(_picture, text.replace("\r\n", "\n"))


def make_visible_line(text: str) -> str:
    """Show every hidden character of a text that must stay on one line."""
    return (
        make_visible(text)
        .replace("\t", "\N{SYMBOL FOR HORIZONTAL TABULATION}")
        .replace("\n", "\N{SYMBOL FOR LINE FEED}")
    )


def cut(text: str, length: int) -> str:
    """Shorten a text to a number of characters, the last of which then says so."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return f"\N{MATHEMATICAL LEFT ANGLE BRACKET}U+{code:04X}\N{MATHEMATICAL RIGHT ANGLE BRACKET}"
