r"""From tokens to a tree: recursive descent with Python's precedence.

    expression = term (("+" | "-") term)*
    term       = signed (("*" | "/" | "//" | "%") signed | power)*     the last: implicit product
    signed     = ("+" | "-") signed | power
    power      = atom ["**" signed]
    atom       = number | variable | brackets | function brackets | \frac group group | \sqrt group

An implicit product binds like ``*``, but never follows a division: ``1/2P`` means one thing to one
reader and another to the next, so it is refused. Nothing is tried twice; nesting and the number of
operations are bounded, so the recursion here and in whoever walks the tree is too.
"""

from collections.abc import Callable, Sequence

from grader.formula.constants import Constants
from grader.formula.cursor import A_VALUE, Cursor
from grader.formula.errors import Undefined, quote
from grader.formula.literal import MAX_DIGITS, read_literal
from grader.formula.spellings import CLOSING
from grader.formula.tokens import Kind, Token
from grader.formula.tree import (
    Binary,
    Call,
    Function,
    Negative,
    Node,
    Number,
    Operator,
    Variable,
)
from grader.formula.words import meaning
from grader.language import later, say

MAX_NESTING = 40
"""Brackets, signs and exponents inside one another."""

MAX_OPERATIONS = 150
"""Operators and calls in one formula."""

_DIVISIONS = ("/", "//", "%")

_ENCLOSING = {"⌊": Function.FLOOR, "⌈": Function.CEIL, "|": Function.ABS, "|(": Function.ABS}


def parse(text: str, tokens: Sequence[Token], names: Sequence[str]) -> Node:
    """Read all tokens as one formula.

    Args:
        text: As typed, for the error.
        tokens: The formula's own tokens, the last of which is `END`.
        names: The variables it may use.

    Raises:
        FormulaError: At the first token that does not fit.
    """
    cursor = Cursor(text, tokens, names)
    tree = _Parser(cursor).expression()
    if cursor.next.kind is not Kind.END:
        raise cursor.unexpected(later("an operator or the end"))
    return tree


class _Parser:
    """The grammar, a method a rule; each leaves the cursor behind what it read."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._open: list[str] = []
        self._depth = 0
        self._operations = 0
        self._constants = Constants()

    def expression(self) -> Node:
        """Read a sum."""
        left = self._term()
        while self._cursor.next.is_symbol("+", "-"):
            sign = self._cursor.take()
            left = self._made(Binary(Operator(sign.text), left, self._term()), sign)
        return left

    def _term(self) -> Node:
        left = self._signed()
        division: Token | None = None
        while True:
            if self._cursor.next.is_symbol("*", *_DIVISIONS):
                sign = self._cursor.take()
                division = sign if sign.text in _DIVISIONS else None
                left = self._made(Binary(Operator(sign.text), left, self._signed()), sign)
            elif self._starts_factor():
                sign = self._cursor.next
                right = self._power()
                if division is not None and isinstance(left, Binary):
                    raise self._cursor.ambiguous(division, left, right)
                left = self._made(Binary(Operator.TIMES, left, right), sign)
            else:
                return left

    def _starts_factor(self) -> bool:
        token = self._cursor.next
        if token.kind is Kind.NUMBER:
            shown = quote(token.typed)
            raise self._cursor.error(
                token, say("an operator wanted before {token} (write *)", token=shown)
            )
        if token.is_symbol("|"):  # closes the nearest bracket if that is one of its kind
            return self._open[-1:] != ["|"]
        return token.kind is Kind.WORD or token.is_symbol("\\frac", "\\sqrt", "√", *CLOSING)

    def _signed(self) -> Node:
        if not self._cursor.next.is_symbol("+", "-"):
            return self._power()
        sign = self._cursor.take()
        operand = self._nested(self._signed)
        return operand if sign.text == "+" else self._made(Negative(operand), sign)

    def _power(self) -> Node:
        base = self._atom()
        if not self._cursor.next.is_symbol("**"):
            return base
        sign = self._cursor.take()
        return self._made(Binary(Operator.POWER, base, self._nested(self._signed)), sign)

    def _atom(self) -> Node:
        token = self._cursor.next
        if token.kind is Kind.NUMBER:
            return self._number()
        if token.kind is Kind.WORD:
            return self._word()
        if token.is_symbol("|", *CLOSING):
            return self._enclosed()
        if token.is_symbol("\\frac"):
            self._cursor.take()
            top, bottom = self._argument(), self._argument()
            return self._made(Binary(Operator.OVER, top, bottom), token)
        if token.is_symbol("\\sqrt", "√"):
            self._cursor.take()
            under = self._nested(self._atom) if token.text == "√" else self._argument()
            return self._made(Call(Function.SQRT, (under,)), token)
        raise self._cursor.unexpected(A_VALUE)

    def _number(self) -> Node:
        token = self._cursor.take()
        if "e" in token.text.lower() and {"e", "E"} & set(self._cursor.names):
            raise self._cursor.error(
                token,
                say("ambiguous: write e as a factor with *, or the number without an exponent"),
            )
        value = read_literal(token.text)
        if value is None:
            problem = say(
                "at most {most} digits before and after the point wanted, found more",
                most=MAX_DIGITS,
            )
            raise self._cursor.error(token, problem)
        return Number(value)

    def _word(self) -> Node:
        token = self._cursor.next
        found = meaning(token.text, self._cursor.names)
        if isinstance(found, Function):
            return self._call(found)
        if found is None:
            raise self._cursor.unknown(token)
        if len(found) > 1:
            self._cursor.split()
        self._cursor.take()
        return Variable(found[0])

    def _call(self, function: Function) -> Node:
        token = self._cursor.take()
        if not self._cursor.next.is_symbol("(", "[", "{"):
            problem = say(
                "a bracket wanted after {token} (write {function}(…))",
                token=quote(token.typed),
                function=function,
            )
            raise self._cursor.error(token, problem)
        opening = self._cursor.take()
        arguments = [self._inside(opening)]
        while self._cursor.next.is_symbol(","):
            self._cursor.take()
            arguments.append(self._inside(opening))
        self._close(opening)
        several = function in {Function.MAX, Function.MIN}
        if several != (len(arguments) > 1):
            said = _SEVERAL if several else _ONE
            raise self._cursor.error(token, say(said, function=function, found=len(arguments)))
        return self._made(Call(function, tuple(arguments)), token)

    def _enclosed(self) -> Node:
        opening = self._cursor.take()
        inside = self._inside(opening)
        self._close(opening)
        function = _ENCLOSING.get(opening.text)
        return inside if function is None else self._made(Call(function, (inside,)), opening)

    def _inside(self, opening: Token) -> Node:
        self._open.append(opening.text)
        inside = self._nested(self.expression)
        self._open.pop()
        return inside

    def _nested(self, rule: Callable[[], Node]) -> Node:
        """Read by a rule that may lead back here; every recursion of the grammar passes here."""
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise self._cursor.error(
                self._cursor.next,
                say(
                    "at most {most} brackets and signs inside one another wanted, found more",
                    most=MAX_NESTING,
                ),
            )
        node = rule()
        self._depth -= 1
        return node

    def _close(self, opening: Token) -> None:
        closing = CLOSING.get(opening.text, opening.text)
        if not self._cursor.next.is_symbol(closing):
            raise self._cursor.unclosed(opening, closing)
        self._cursor.take()

    def _argument(self) -> Node:
        r"""Read what a LaTeX command takes: a group, or one single character (``\frac12``)."""
        token = self._cursor.next
        if token.is_symbol("{"):
            return self._enclosed()
        if token.kind not in {Kind.NUMBER, Kind.WORD}:
            raise self._cursor.unexpected(later("a group in { }"))
        if token.text.isalnum() and not token.typed.startswith("\\"):
            self._cursor.split()
        return self._number() if token.kind is Kind.NUMBER else self._word()

    def _made(self, node: Negative | Binary | Call, token: Token) -> Node:
        """Count an operation, and refuse one that is undefined whatever the variables are."""
        self._operations += 1
        if self._operations > MAX_OPERATIONS:
            problem = say("at most {most} operations wanted, found more", most=MAX_OPERATIONS)
            raise self._cursor.error(token, problem)
        try:
            self._constants.learn(node)
        except Undefined as undefined:
            problem = say("a value wanted, found {undefined}", undefined=undefined)
            raise self._cursor.error(token, problem) from None
        return node


_SEVERAL = later("{function}(…, …) with two or more values wanted, found {found}")
_ONE = later("one value in {function}(…) wanted, found {found}")
