"""The exact value of a tree at a point.

Rationals only, never a float: a formula is equal to another or it is not. Every intermediate value
is bounded, so no tree takes long.
"""

import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from grader.formula.errors import Undefined
from grader.formula.tree import (
    Binary,
    Call,
    Function,
    Negative,
    Node,
    Number,
    Operator,
    Value,
    Variable,
)
from grader.language import say

MAX_POWER = 64
"""The largest exponent, either sign."""

MAX_BITS = 4096
"""The largest numerator or denominator, over 1200 digits: no formula in homework comes near."""


def evaluate(node: Node, point: Mapping[str, Value]) -> Value:
    """Evaluate a tree.

    Args:
        node: The tree.
        point: A value for each of its variables.

    Raises:
        Undefined: If it has no exact value there.
    """
    match node:
        case Binary(operation, left, right):
            value = _ARITHMETIC[operation](evaluate(left, point), evaluate(right, point))
            if value.numerator.bit_length() > MAX_BITS or value.denominator.bit_length() > MAX_BITS:
                raise Undefined(say("a value of more than {most} bits", most=MAX_BITS))
            return value
        case Variable(name):
            return point[name]
        case Number(literal):
            return literal
        case Call(function, arguments):
            return _FUNCTIONS[function](*[evaluate(argument, point) for argument in arguments])
        case Negative(operand):
            return -evaluate(operand, point)


def _shown(value: Value) -> str:
    written = str(value)
    return written if len(written) <= 24 else say("a very long number")


def _over(dividend: Value, divisor: Value) -> Value:
    if divisor == 0:
        raise Undefined(say("{value} divided by zero", value=_shown(dividend)))
    quotient = Fraction(dividend, divisor)
    return quotient.numerator if quotient.denominator == 1 else quotient


def _floor_over(dividend: Value, divisor: Value) -> Value:
    if divisor == 0:
        raise Undefined(say("{value} divided by zero", value=_shown(dividend)))
    return dividend // divisor


def _modulo(dividend: Value, divisor: Value) -> Value:
    if divisor == 0:
        raise Undefined(say("the remainder of {value} divided by zero", value=_shown(dividend)))
    return dividend % divisor


def _power(base: Value, exponent: Value) -> Value:
    if exponent.denominator == 2:
        return _power(_square_root(base), exponent.numerator)
    if exponent.denominator != 1:
        shown = _shown(exponent)
        raise Undefined(say("the power {value}, which is not a whole number", value=shown))
    times = exponent.numerator
    if abs(times) > MAX_POWER:
        raise Undefined(say("a power beyond {most}", most=MAX_POWER))
    if base == 0 and times < 0:
        raise Undefined(say("zero to a negative power"))
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if bits * abs(times) > MAX_BITS:
        raise Undefined(say("a value of more than {most} bits", most=MAX_BITS))
    return base**times if times >= 0 else Fraction(1, base) ** -times


def _square_root(value: Value) -> Value:
    if value < 0:
        raise Undefined(say("the square root of {value}", value=_shown(value)))
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if top * top != value.numerator or bottom * bottom != value.denominator:
        shown = _shown(value)
        raise Undefined(say("the square root of {value}, which is irrational", value=shown))
    return _over(top, bottom)


_ARITHMETIC: dict[Operator, Callable[[Value, Value], Value]] = {
    Operator.PLUS: operator.add,
    Operator.MINUS: operator.sub,
    Operator.TIMES: operator.mul,
    Operator.OVER: _over,
    Operator.FLOOR_OVER: _floor_over,
    Operator.MODULO: _modulo,
    Operator.POWER: _power,
}

_FUNCTIONS: dict[Function, Callable[..., Value]] = {
    Function.FLOOR: math.floor,
    Function.CEIL: math.ceil,
    Function.INT: math.trunc,
    Function.ROUND: round,
    Function.ABS: abs,
    Function.SQRT: _square_root,
    Function.MAX: max,
    Function.MIN: min,
}
