r"""The many spellings of one symbol, and the one this package uses.

A table, and no more: what ``\lfloor``, a typographic minus or a full-width bracket stand for.
"""

import unicodedata

CLOSING = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉", "|(": ")|"}
r"""What closes each bracket; ``|(`` and ``)|`` are ``\lvert`` and ``\rvert``, which know a side."""

OPERATORS = {"^": "**", ":=": "=", "==": "="}

COMMANDS = {
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "lvert": "|(",
    "rvert": ")|",
    "vert": "|",
    "mid": "|",
    "{": "{",
    "}": "}",
    "lbrace": "{",
    "rbrace": "}",
    "lbrack": "[",
    "rbrack": "]",
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "div": "/",
    "bmod": "%",
    "coloneqq": "=",
    "frac": "\\frac",
    "dfrac": "\\frac",
    "tfrac": "\\frac",
    "cfrac": "\\frac",
    "sqrt": "\\sqrt",
}
"""LaTeX commands that are symbols."""

UPRIGHT = frozenset(
    {"text", "textrm", "textit", "textbf", "texttt", "mbox", "operatorname"}
    | {"mathrm", "mathit", "mathbf", "mathsf", "mathtt", "boldsymbol"}
)
"""LaTeX commands that set their argument in another font."""

_SIZES = frozenset(f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in "lr")

SPACING = frozenset(
    {",", ";", ":", "!", " ", "\\", "quad", "qquad", "displaystyle", "textstyle", "limits"}
    | {"(", ")", "[", "]", "left", "right", "big", "Big", "bigg", "Bigg", "boxed", "nonumber"}
    | _SIZES
    | UPRIGHT
)
r"""LaTeX commands that change the look and not the meaning; an argument stays, in its braces."""

SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")

_LOOKALIKES = str.maketrans(
    {
        "\N{MINUS SIGN}": "-",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{MULTIPLICATION SIGN}": "*",
        "\N{MIDDLE DOT}": "*",
        "\N{DOT OPERATOR}": "*",
        "\N{BULLET OPERATOR}": "*",
        "\N{ASTERISK OPERATOR}": "*",
        "\N{DIVISION SIGN}": "/",
        "\N{DIVISION SLASH}": "/",
        "\N{FRACTION SLASH}": "/",
        "\N{DIVIDES}": "|",
    }
)

_PLAIN_FORMS = frozenset({"<wide>", "<narrow>", "<font>", "<compat>"})
"""Unicode's marks for a character that is another one in a different font or width."""


def fold(text: str) -> str:
    """Replace each lookalike by its plain character, one for one, so that columns stay.

    Covers typographic operators, the full-width characters of East Asian keyboards and the
    mathematical italics that copying a typeset formula gives. Superscripts keep their meaning.
    """
    return text if text.isascii() else "".join(map(_plain, text.translate(_LOOKALIKES)))


def _plain(character: str) -> str:
    if unicodedata.decomposition(character).partition(" ")[0] not in _PLAIN_FORMS:
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain.isascii() else character
