r"""From a text to a formula that can be evaluated.

Only the right-hand side counts: what stands before the last ``=``, or before the colon of a lambda,
is not looked at, so ``O = …``, ``\hat{O}_{out} = …`` and ``f(I, K) = x = …`` all read the same.
"""

from collections.abc import Sequence
from fractions import Fraction

from grader.formula import write
from grader.formula.errors import FormulaError
from grader.formula.evaluate import evaluate
from grader.formula.parse import parse
from grader.formula.spellings import CLOSING
from grader.formula.tokens import Kind, Token, tokenize
from grader.formula.tree import Node, Value, variables
from grader.language import say
from grader.record import Record

MAX_LENGTH = 400
"""Characters of a formula as typed."""


class Formula(Record, frozen=True):
    """A formula that was read."""

    text: str
    """As typed."""

    tree: Node

    names: tuple[str, ...]
    """The variables it uses, in the order they were offered to it."""

    def evaluate(self, /, **values: Value) -> Fraction:
        """Give its exact value at one point.

        Args:
            **values: A value for each of `names`; others are ignored.

        Raises:
            Undefined: If it has no exact value there: division by zero, an irrational root, a
                power that is not whole or too large.
        """
        return Fraction(evaluate(self.tree, values))

    def to_python(self) -> str:
        """Write it as Python over `math`'s `floor`, `ceil` and `sqrt`."""
        return write.to_python(self.tree)

    def to_latex(self) -> str:
        """Write it as LaTeX for maths mode, to show how it was read."""
        return write.to_latex(self.tree)


def read_formula(text: str, names: Sequence[str]) -> Formula:
    """Read a formula typed as Python, Unicode or LaTeX.

    ``//`` floors, ``int`` cuts towards zero, ``round`` takes halves to even and ``%`` has the
    divisor's sign, all as in Python; ``^`` is a power; square brackets only group.

    Args:
        text: As typed; anything at all.
        names: The variables it may use. Case is forgiven where it leaves no doubt.

    Raises:
        FormulaError: If it cannot be read, naming the place.

    Example:
        >>> read_formula("O = ⌊(I + 2P - K)/S⌋ + 1", "IKSP").to_python()
        'floor((I + 2 * P - K) / S) + 1'
    """
    if len(text) > MAX_LENGTH:
        problem = say(
            "at most {most} characters wanted, found {found} (shorten it)",
            most=MAX_LENGTH,
            found=len(text),
        )
        raise FormulaError(text, MAX_LENGTH, problem)
    tree = parse(text, right_hand_side(tokenize(text)), names)
    used = set(variables(tree))
    return Formula(text, tree, tuple(name for name in names if name in used))


def right_hand_side(tokens: Sequence[Token]) -> list[Token]:
    """Drop what leads to a formula (``O =``, ``lambda I, K:``, ``return``) and a final full stop.

    Args:
        tokens: The last of which is `END`, which stays.
    """
    rest = _unboxed(tokens)
    colon = _last_outside_brackets(rest, ":")
    if any(_is_word(token, "lambda", "def") for token in rest[: colon + 1]):
        rest = rest[colon + 1 :]
    rest = rest[_last_outside_brackets(rest, "=") + 1 :]
    if _is_word(rest[0], "return"):
        rest = rest[1:]
    if len(rest) > 1 and rest[-2].text in {".", ",", ";"}:
        del rest[-2]
    return rest


def _unboxed(tokens: Sequence[Token]) -> list[Token]:
    r"""Take off one pair of braces around everything: ``\boxed{O = …}``."""
    inside = tokens[1:-2]
    if tokens[0].is_symbol("{") and tokens[-2].is_symbol("}") and _is_balanced(inside):
        return [*inside, tokens[-1]]
    return list(tokens)


def _is_balanced(tokens: Sequence[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += token.is_symbol("{") - token.is_symbol("}")
        if depth < 0:
            return False
    return depth == 0


def _is_word(token: Token, *words: str) -> bool:
    return token.kind is Kind.WORD and token.text in words


def _last_outside_brackets(tokens: Sequence[Token], symbol: str) -> int:
    """Find the last such symbol that no bracket encloses; -1 if there is none."""
    depth, found = 0, -1
    for index, token in enumerate(tokens):
        if token.is_symbol(*CLOSING):
            depth += 1
        elif token.is_symbol(*CLOSING.values()):
            depth = max(depth - 1, 0)
        elif token.is_symbol(symbol) and depth == 0:
            found = index
    return found
