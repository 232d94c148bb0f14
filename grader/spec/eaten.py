r"""What YAML takes away without a word: ``"\frac"`` is a form feed and ``rac``, ``C # sharp`` is C.

Rule: the text is judged as its author typed it, before YAML has turned ``\t`` into a tab, since a
tab does not tell where it came from. Pure text: no I/O.
"""

import re
from collections.abc import Mapping
from typing import Final

_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPES: Final = re.compile(r"\\(.)([A-Za-z]*)", re.DOTALL)

_BECOMES: Final[Mapping[str, str]] = {
    "a": "a bell",
    "b": "a backspace",
    "t": "a tab",
    "v": "a vertical tab",
    "f": "a form feed",
    "r": "a carriage return",
    "e": "an escape character",
    "0": "a null character",
    "N": "a line break",
    "L": "a line break",
    "P": "a paragraph break",
    "_": "a space",
}
"""What YAML makes of a letter after a backslash. Nobody wants these in a spec but by mistake."""

_LINE_BREAKS: Final = re.compile(
    "n(?:abla|atural|e|earrow|eg|eq|ewcommand|ewline|exists|geq|i|leq|less|mid|olimits|onumber|"
    "ormalsize|ot|otag|otin|parallel|prec|rightarrow|sim|subseteq|succ|u|warrow)"
)
r"""TeX commands that begin with n; any other ``\n`` is a line break that is meant."""


def find_eaten_latex(text: str, start: int) -> tuple[int, str] | None:
    """Find the first LaTeX command that a double-quoted value has lost.

    Args:
        text: The whole file.
        start: Where the opening quote is.

    Returns:
        The place of the backslash in `text`, and `wanted, found (cure)`; None if nothing is lost.
    """
    quoted = _QUOTED.match(text, start)
    for escape in _ESCAPES.finditer(quoted[0] if quoted else ""):
        letter = escape[1]
        if letter in _BECOMES or _LINE_BREAKS.fullmatch(escape[1] + escape[2]):
            became = _BECOMES.get(letter, "a line break")
            return start + escape.start(), (
                f"wanted text, found '{escape[0]}' in double quotes, where '\\{letter}' is "
                f"{became} (you probably wrote LaTeX; use single quotes or |)"
            )
    return None


def find_eaten_comment(text: str, end: int) -> tuple[int, str] | None:
    """Find a comment so near to an unquoted text that it may have been meant as part of it.

    Two spaces before a comment say that it is one.

    Args:
        text: The whole file.
        end: Where the unquoted text ends.

    Returns:
        The place of the ``#`` in `text`, and `wanted, found (cure)`; None if all is clear.
    """
    if text[end : end + 2] != " #":
        return None
    comment = text[end + 1 :].partition("\n")[0].rstrip()
    return end + 1, (
        f"wanted two spaces before a comment, found one before {comment!r} (add one, or put text "
        "that holds ' #' in quotes)"
    )
