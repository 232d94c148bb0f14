"""Where a reading of a text stands, and the words for what does not fit there.

Every message says what was wanted and what was found, in what the student typed.
"""

from collections.abc import Sequence

from grader.formula.errors import FormulaError, quote
from grader.formula.spellings import CLOSING
from grader.formula.tokens import Kind, Token
from grader.formula.tree import Binary, Node, Operator
from grader.formula.words import known_functions
from grader.formula.write import to_python, to_python_factor

A_VALUE = "a value"
"""What is wanted wherever a formula or a part of one begins."""


class Cursor:
    """A place in a list of tokens.

    Args:
        text: As typed, for the errors.
        tokens: The last of which is `END`.
        names: The variables the formula may use, for the errors.
    """

    def __init__(self, text: str, tokens: Sequence[Token], names: Sequence[str]) -> None:
        self.names = names
        self._text = text
        self._tokens = list(tokens)
        self._at = 0

    @property
    def next(self) -> Token:
        """The token to read next."""
        return self._tokens[self._at]

    def take(self) -> Token:
        """Pass the next token."""
        self._at += 1
        return self._tokens[self._at - 1]

    def split(self) -> None:
        """Put the characters of the next token in its place."""
        token = self.next
        self._tokens[self._at : self._at + 1] = [
            Token(token.kind, character, token.column + index, character)
            for index, character in enumerate(token.text)
        ]

    def error(self, token: Token, problem: str) -> FormulaError:
        """Say what is wrong with a token."""
        return FormulaError(self._text, token.column, problem)

    def unexpected(self, wanted: str) -> FormulaError:
        """Say that the next token is not what is wanted here."""
        token = self.next
        if token.kind is Kind.END:
            return self._ended(token, wanted)
        if token.kind is Kind.UNKNOWN or token.is_symbol("="):
            cure = "only names, numbers, brackets and + - * / // % ** can be read"
        elif token.is_symbol(","):
            cure = "write a decimal with a point: 1.5"
        elif token.is_symbol(*CLOSING.values()) and wanted != A_VALUE:
            cure = "every bracket needs its own partner"
        else:
            cure = "delete it, or write what is missing before it"
        return self.error(token, f"{wanted} wanted, found {quote(token.typed)} ({cure})")

    def _ended(self, end: Token, wanted: str) -> FormulaError:
        if self._at == 0:
            return self.error(end, f"a formula wanted, found nothing (write one{self._in_names()})")
        last = self._tokens[self._at - 1]
        shown = quote(last.typed)
        return self.error(
            last, f"{wanted} wanted after {shown}, found the end (finish it, or delete {shown})"
        )

    def unclosed(self, opening: Token, closing: str) -> FormulaError:
        """Say that a bracket is not closed where it has to be."""
        partner = quote(closing.strip("()") or closing)
        if self.next.kind is Kind.END:
            return self.error(
                opening,
                f"a {partner} wanted for this {quote(opening.typed)}, found none (close it)",
            )
        return self.unexpected(f"an operator or a closing {partner}")

    def unknown(self, token: Token) -> FormulaError:
        """Say that a word means nothing."""
        self.take()
        is_call = len(token.text) > 1 and self.next.is_symbol("(")
        allowed = known_functions() if is_call else ", ".join(self.names)
        cure = f"use {allowed}" if allowed else "a number is wanted, without names"
        kind = "the function " if is_call else ""
        return self.error(token, f"I do not know {kind}{quote(token.typed)}; {cure}")

    def ambiguous(self, division: Token, left: Binary, right: Node) -> FormulaError:
        """Say that a division followed by an implicit product can be read in two ways."""
        below = Binary(left.operator, left.left, Binary(Operator.TIMES, left.right, right))
        beside = f"({to_python(left)}) * {to_python_factor(right)}"
        return self.error(division, f"ambiguous: write {to_python(below)} or {beside}")

    def _in_names(self) -> str:
        return f" in {', '.join(self.names)}" if self.names else ""
