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
from grader.language import later, say

A_VALUE = later("a value")
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
            cure = say("only names, numbers, brackets and + - * / // % ** can be read")
        elif token.is_symbol(","):
            cure = say("write a decimal with a point: 1.5")
        elif token.is_symbol(*CLOSING.values()) and wanted != A_VALUE:
            cure = say("every bracket needs its own partner")
        else:
            cure = say("delete it, or write what is missing before it")
        return self.error(
            token,
            say(
                "{wanted} wanted, found {found} ({cure})",
                wanted=say(wanted),
                found=quote(token.typed),
                cure=cure,
            ),
        )

    def _ended(self, end: Token, wanted: str) -> FormulaError:
        if self._at == 0:
            return self.error(end, self._nothing())
        last = self._tokens[self._at - 1]
        return self.error(
            last,
            say(
                "{wanted} wanted after {last}, found the end (finish it, or delete {last})",
                wanted=say(wanted),
                last=quote(last.typed),
            ),
        )

    def unclosed(self, opening: Token, closing: str) -> FormulaError:
        """Say that a bracket is not closed where it has to be."""
        partner = quote(closing.strip("()") or closing)
        if self.next.kind is Kind.END:
            return self.error(
                opening,
                say(
                    "a {closing} wanted for this {opening}, found none (close it)",
                    closing=partner,
                    opening=quote(opening.typed),
                ),
            )
        return self.unexpected(say("an operator or a closing {closing}", closing=partner))

    def unknown(self, token: Token) -> FormulaError:
        """Say that a word means nothing."""
        self.take()
        is_call = len(token.text) > 1 and self.next.is_symbol("(")
        allowed = known_functions() if is_call else ", ".join(self.names)
        if allowed:
            cure = say("use {names}", names=allowed)
        else:
            cure = say("a number is wanted, without names")
        known = _UNKNOWN_FUNCTION if is_call else _UNKNOWN_NAME
        return self.error(token, say(known, name=quote(token.typed), cure=cure))

    def ambiguous(self, division: Token, left: Binary, right: Node) -> FormulaError:
        """Say that a division followed by an implicit product can be read in two ways."""
        below = Binary(left.operator, left.left, Binary(Operator.TIMES, left.right, right))
        beside = f"({to_python(left)}) * {to_python_factor(right)}"
        said = say("ambiguous: write {one} or {other}", one=to_python(below), other=beside)
        return self.error(division, said)

    def _nothing(self) -> str:
        if not self.names:
            return say("a formula wanted, found nothing (write one)")
        names = ", ".join(self.names)
        return say("a formula wanted, found nothing (write one in {names})", names=names)


_UNKNOWN_FUNCTION = later("the function {name} is unknown; {cure}")
_UNKNOWN_NAME = later("{name} is unknown; {cure}")
