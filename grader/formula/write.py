"""Write a tree as Python or as LaTeX, with no more brackets than it takes to read it back."""

import re
from enum import IntEnum

from grader.formula.literal import write_literal
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


class _Level(IntEnum):
    """How tightly what is written holds together."""

    SUM = 1
    PRODUCT = 2
    SIGN = 3
    POWER = 4
    ATOM = 5


_LEVELS = {
    Operator.PLUS: (_Level.SUM, _Level.SUM, _Level.PRODUCT),
    Operator.MINUS: (_Level.SUM, _Level.SUM, _Level.PRODUCT),
    Operator.TIMES: (_Level.PRODUCT, _Level.PRODUCT, _Level.POWER),
    Operator.OVER: (_Level.PRODUCT, _Level.PRODUCT, _Level.POWER),
    Operator.FLOOR_OVER: (_Level.PRODUCT, _Level.PRODUCT, _Level.POWER),
    Operator.MODULO: (_Level.PRODUCT, _Level.PRODUCT, _Level.POWER),
    Operator.POWER: (_Level.POWER, _Level.ATOM, _Level.SIGN),
}
"""For each operator: the level it makes, and what its left and right operand need at least."""

_FENCES = {
    Function.FLOOR: (r"\left\lfloor ", r" \right\rfloor"),
    Function.CEIL: (r"\left\lceil ", r" \right\rceil"),
    Function.ABS: (r"\left| ", r" \right|"),
    Function.SQRT: (r"\sqrt{", "}"),
    Function.MAX: (r"\max\left( ", r" \right)"),
    Function.MIN: (r"\min\left( ", r" \right)"),
    Function.INT: (r"\operatorname{int}\left( ", r" \right)"),
    Function.ROUND: (r"\operatorname{round}\left( ", r" \right)"),
}


def to_python(node: Node) -> str:
    """Write a tree as a Python expression over `math`'s `floor`, `ceil` and `sqrt`."""
    return _python(node)[0]


def to_python_factor(node: Node) -> str:
    """Write a tree as Python that can stand beside a ``*``, in brackets if it needs them."""
    return _bracketed(_python(node), _Level.POWER)


def _python(node: Node) -> tuple[str, _Level]:
    match node:
        case Number(value):
            return write_literal(value), _Level.ATOM
        case Variable(name):
            return name, _Level.ATOM
        case Negative(operand):
            return f"-{_bracketed(_python(operand), _Level.SIGN)}", _Level.SIGN
        case Binary(operator, left, right):
            level, at_left, at_right = _LEVELS[operator]
            first = _bracketed(_python(left), at_left)
            return f"{first} {operator} {_bracketed(_python(right), at_right)}", level
        case Call(function, arguments):
            return f"{function}({', '.join(map(to_python, arguments))})", _Level.ATOM


def _bracketed(written: tuple[str, _Level], wanted: _Level) -> str:
    text, level = written
    return text if level >= wanted else f"({text})"


def to_latex(node: Node) -> str:
    """Write a tree as LaTeX; what Python writes ``a // b`` becomes the floor of a fraction."""
    return _latex(node)[0]


def _latex(node: Node) -> tuple[str, _Level]:
    match node:
        case Number(value):
            return write_literal(value), _Level.ATOM
        case Variable(name):
            return _latex_name(name), _Level.ATOM
        case Negative(operand):
            return f"-{_fenced(operand, _Level.SIGN)}", _Level.SIGN
        case Binary():
            return _latex_binary(node)
        case Call(function, arguments):
            opening, closing = _FENCES[function]
            return f"{opening}{', '.join(map(to_latex, arguments))}{closing}", _Level.ATOM


def _latex_binary(node: Binary) -> tuple[str, _Level]:
    left, right = node.left, node.right
    match node.operator:
        case Operator.OVER:
            # Holds together as a factor, but a power of it needs brackets.
            return rf"\frac{{{to_latex(left)}}}{{{to_latex(right)}}}", _Level.POWER
        case Operator.FLOOR_OVER:
            return _latex(Call(Function.FLOOR, (Binary(Operator.OVER, left, right),)))
        case Operator.POWER:
            return f"{_fenced(left, _Level.ATOM)}^{{{to_latex(right)}}}", _Level.POWER
        case operator:
            level, at_left, at_right = _LEVELS[operator]
            sign = _latex_sign(operator, left, right)
            return f"{_fenced(left, at_left)}{sign}{_fenced(right, at_right)}", level


def _fenced(node: Node, wanted: _Level) -> str:
    text, level = _latex(node)
    return text if level >= wanted else rf"\left( {text} \right)"


def _latex_sign(operator: Operator, left: Node, right: Node) -> str:
    match operator:
        case Operator.TIMES if isinstance(left, Number) and isinstance(right, Variable):
            return " "
        case Operator.TIMES:
            return r" \cdot "
        case Operator.MODULO:
            return r" \bmod "
        case _:
            return f" {operator} "


def _latex_name(name: str) -> str:
    if len(name) == 1:
        return name
    stem, _, subscript = name.partition("_")
    if re.fullmatch("[A-Za-z]", stem) and re.fullmatch("[A-Za-z0-9]+", subscript):
        return rf"{stem}_{{\mathrm{{{subscript}}}}}"
    escaped = name.replace("_", r"\_")
    return rf"\mathrm{{{escaped}}}"
