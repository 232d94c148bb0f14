"""A number typed as text, infinities included.

A finite number is read by the same grammar as a formula, without names, and stays exact.
"""

import math
from fractions import Fraction

from grader.formula.errors import FormulaError, Undefined
from grader.formula.read import MAX_LENGTH, read_formula
from grader.formula.spellings import fold
from grader.language import say

_INFINITIES = frozenset(
    ["∞", "\\infty", "oo"]
    + [f"{library}inf" for library in ("", "math.", "np.", "numpy.", "torch.")]
    + ["infinity", "float(inf)", "float(infinity)"]
)

_IGNORED = str.maketrans("", "", "$'\"")


def read_number(text: str) -> Fraction | float:
    r"""Read a number: ``1/3``, ``1e-3``, ``2^5``, ``\frac{1}{2}``, ``∞``, ``-float('inf')``.

    Args:
        text: As typed; anything at all.

    Returns:
        An exact fraction, or `math.inf` or its negative, the only floats.

    Raises:
        FormulaError: If it is not a number; nan is none.
    """
    infinity = _read_infinity(text) if len(text) <= MAX_LENGTH else None
    if infinity is not None:
        return infinity
    try:
        return read_formula(text, ()).evaluate()
    except Undefined as undefined:
        problem = say("a number wanted, found {undefined}", undefined=undefined)
        raise FormulaError(text, 0, problem) from None


def _read_infinity(text: str) -> float | None:
    value = "".join(fold(text).translate(_IGNORED).split()).lower().rpartition("=")[2]
    value = value.replace("float(-", "-float(").replace("float(+", "float(")
    size = value.removeprefix("-")
    sign = -math.inf if size != value else math.inf
    return sign if size.removeprefix("+") in _INFINITIES else None
