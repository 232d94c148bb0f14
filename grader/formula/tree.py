"""What a formula is once read: a small closed tree.

Pure data. Spellings that mean the same are the same tree: ``⌊x⌋`` and ``math.floor(x)`` are both
``Call(FLOOR, (x,))``, brackets and unary plus leave no trace.
"""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from grader.record import Record

Value = int | Fraction
"""An exact number. Arithmetic stays in `int`, several times faster, until a division leaves it."""


class Operator(StrEnum):
    """An operation on two values, with Python's meaning."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"
    FLOOR_OVER = "//"
    MODULO = "%"
    """The remainder takes the divisor's sign: -7 % 3 is 2."""
    POWER = "**"


class Function(StrEnum):
    """A function of one value, or for `MAX` and `MIN` of two and more."""

    FLOOR = "floor"
    CEIL = "ceil"
    INT = "int"
    """Cuts towards zero: int(-1.5) is -1."""
    ROUND = "round"
    """A half goes to the even neighbour, as in Python: round(2.5) is 2."""
    ABS = "abs"
    SQRT = "sqrt"
    MAX = "max"
    MIN = "min"


class Number(Record, frozen=True):
    """A literal, never negative."""

    value: Value


class Variable(Record, frozen=True):
    """One of the names the formula may use."""

    name: str


class Negative(Record, frozen=True):
    """A unary minus."""

    operand: "Node"


class Binary(Record, frozen=True):
    """An operator between two operands."""

    operator: Operator
    left: "Node"
    right: "Node"


class Call(Record, frozen=True):
    """A function and as many arguments as it takes."""

    function: Function
    arguments: tuple["Node", ...]


Node = Number | Variable | Negative | Binary | Call


def variables(node: Node) -> Iterator[str]:
    """Yield the name of every variable, left to right, as often as it occurs."""
    match node:
        case Number():
            return
        case Variable(name):
            yield name
        case Negative(operand):
            yield from variables(operand)
        case Binary(_, left, right):
            yield from variables(left)
            yield from variables(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from variables(argument)
