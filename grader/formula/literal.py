"""The number a literal stands for, exactly, and how one is written again."""

from fractions import Fraction

from grader.formula.tree import Value

MAX_DIGITS = 20
"""Digits of a literal before its point, and after it."""


def read_literal(text: str) -> Value | None:
    """Read ``12``, ``0.5``, ``.5``, ``1e-3`` as what they say in decimals, not as a float.

    Args:
        text: ASCII digits, at most one point, at most one exponent.

    Returns:
        The value, or None if it has more than `MAX_DIGITS` digits on either side of the point.
    """
    mantissa, _, exponent = text.lower().partition("e")
    # Lengths first: the power of ten in 1e999999999 must not be built to be found too large.
    if len(mantissa) > 3 * MAX_DIGITS or len(exponent) > 3:
        return None
    value = Fraction(mantissa) * Fraction(10) ** int(exponent or 0)
    if value >= 10**MAX_DIGITS or (value * 10**MAX_DIGITS).denominator != 1:
        return None
    return value.numerator if value.denominator == 1 else value


def write_literal(value: Value) -> str:
    """Write a literal's value in plain decimals; `read_literal` gives it back."""
    if value.denominator == 1:
        return str(value)
    digits = str((value * 10**MAX_DIGITS).numerator).zfill(MAX_DIGITS + 1)
    return f"{digits[:-MAX_DIGITS]}.{digits[-MAX_DIGITS:].rstrip('0')}"
