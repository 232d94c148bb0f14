r"""Cut a text into tokens, whatever it was typed in.

Every spelling of a symbol becomes one: ``÷``, ``\div`` and ``/`` are all ``/``. Nothing is refused
here: what is not understood becomes an `UNKNOWN` token, which is an error only if it turns out to
belong to the formula (and not to its left-hand side). One pass, linear in the length.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from grader.formula.spellings import COMMANDS, OPERATORS, SPACING, SUPERSCRIPTS, UPRIGHT, fold
from grader.record import Record


class Kind(StrEnum):
    """What a token is, before its meaning is looked up."""

    NUMBER = "number"
    WORD = "word"
    SYMBOL = "symbol"
    UNKNOWN = "unknown"
    END = "end"


class Token(Record, frozen=True):
    """One piece of a formula."""

    kind: Kind

    text: str
    r"""In its one spelling: ``⌊`` for ``\lfloor``, ``C_in`` for ``C_{\text{in}}``."""

    column: int
    """Where it starts in the text as typed, counted from 0."""

    typed: str
    """As typed."""

    def is_symbol(self, *texts: str) -> bool:
        """Whether this is one of the given symbols."""
        return self.kind is Kind.SYMBOL and self.text in texts


_UPRIGHT = "|".join(sorted(UPRIGHT))

_LEXEME = re.compile(
    rf"""
      (?P<space> [\s$&~`\u200b-\u200f\u2060-\u2064\ufeff]+ | \{{\s*\}} )
    | (?P<number> (?: [0-9]+ (?: \.[0-9]* )? | \.[0-9]+ ) (?: [eE][+-]?[0-9]+ )? )
    | (?P<subscripted> [A-Za-z][A-Za-z0-9]*
          _\{{ (?: \\(?:{_UPRIGHT})\{{ [A-Za-z0-9]+ \}} | [A-Za-z0-9]+ ) \}} )
    | (?P<word> [A-Za-z_][A-Za-z0-9_]* (?: \.[A-Za-z_][A-Za-z0-9_]* )* )
    | (?P<upright> \\(?:{_UPRIGHT})\*? \s*
          \{{ \s* [A-Za-z_] (?: [A-Za-z0-9_.] | \\_ )* \s* \}} )
    | (?P<tag> \\(?:tag|label)\*? \s* \{{ [^{{}}]* \}} )
    | (?P<fence> \\(?:left|right) \s* \| )
    | (?P<command> \\ (?: [A-Za-z]+ | . ) )
    | (?P<superscript> [⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+ )
    | (?P<symbol> \*\* | // | [:=]= | = | [-+*/%^()\[\]{{}}⌊⌋⌈⌉|,:√] )
    | (?P<unknown> [<>!]=? | . )
    """,
    re.VERBOSE | re.DOTALL,
)


def tokenize(text: str) -> list[Token]:
    """Cut `text` into tokens, the last of which is `END`."""
    tokens = [
        Token(kind, spelling, match.start(), text[match.start() : match.end()])
        for match in _LEXEME.finditer(fold(text))
        for kind, spelling in _pieces(match.lastgroup or "unknown", match.group())
    ]
    return [*tokens, Token(Kind.END, "", len(text), "")]


def _pieces(group: str, typed: str) -> Iterator[tuple[Kind, str]]:
    """Give the kind and the one spelling of a lexeme; most are one token, spacing is none."""
    match group:
        case "space" | "tag":
            return
        case "number" | "word" | "unknown":
            yield Kind(group), typed
        case "subscripted":
            stem, _, subscript = typed.rstrip("}").partition("_{")
            yield Kind.WORD, f"{stem}_{subscript.rpartition('{')[2]}"
        case "upright":
            yield Kind.WORD, typed.partition("{")[2].rstrip("}").strip().replace("\\_", "_")
        case "fence":
            yield Kind.SYMBOL, "|(" if "left" in typed else ")|"
        case "superscript":
            yield Kind.SYMBOL, "**"
            yield from _exponent(typed.translate(SUPERSCRIPTS))
        case "symbol":
            yield Kind.SYMBOL, OPERATORS.get(typed, typed)
        case _:
            yield from _command(typed[1:])


def _exponent(digits: str) -> Iterator[tuple[Kind, str]]:
    if digits[0] in "+-":
        yield Kind.SYMBOL, digits[0]
    yield Kind.NUMBER, digits.lstrip("+-")


def _command(name: str) -> Iterator[tuple[Kind, str]]:
    if name in SPACING:
        return
    if name in COMMANDS:
        yield Kind.SYMBOL, COMMANDS[name]
    elif name.isalpha():
        yield Kind.WORD, name
    else:
        yield Kind.UNKNOWN, f"\\{name}"
