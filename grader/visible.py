"""A student's text made safe to look at: what hides, steers or turns the writing becomes visible.

Pure text to text. Escaping for a format (HTML, CSV) is the business of whoever writes that format.
"""

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u2028\u2029"  # a line's end that no editor shows
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # drawn as nothing, or direction
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # no width, marks and turns of direction
    "\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"  # blanks, variants, annotations
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # formats, and tags
    "\ud800-\udfff\ufffe\uffff]"  # half a character, or none: not to be encoded
)
"""What draws nothing, or turns the direction: all that Unicode says may be ignored, and a few more.

Both joiners stay, and the two selectors of emoji: emoji and Persian are written with them.

Source:
    The Unicode Character Database, DerivedCoreProperties.txt: Default_Ignorable_Code_Point.
"""


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
