"""Values as text ready to be shown: grids for matrices, lines for the rest. No markup.

Large arrays are never dumped: a window around the worst cell is cut out, and the note says so.
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.key.truth import Floats
from grader.language import later, say
from grader.results import Exhibit, Grid, Line
from grader.values import Array, Value

WINDOW = 10
"""Most rows and columns of a grid that is shown whole."""

CUT = 5
"""Rows or columns of a window, where there are more than that."""

MOST_TEXT = 400
"""Most characters of a line."""

_LONGEST = 10**24
"""Whole numbers below this are written out."""


def spell_number(number: float, digits: int = 6) -> str:
    """Write a number as a reader would: 3 for 3.0, 6 significant digits otherwise.

    An infinity is ∞ and not-a-number is nan.
    """
    if isinstance(number, int):
        return spell_exact(number)
    if math.isnan(number):
        return "nan"
    if math.isinf(number):
        return "∞" if number > 0 else "−∞"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number)).replace("-", "−")
    return f"{number:.{digits}g}".replace("-", "−")


def spell_exact(value: float | Fraction | str) -> str:
    """Write a formula's value: a fraction stays one, unless it is too long to be read."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return spell_number(value)
    if max(abs(value.numerator), value.denominator) < _LONGEST:
        return str(value).replace("-", "−")
    digits, _, power = f"{Decimal(value.numerator) / value.denominator:.5e}".partition("e")
    return f"{digits.rstrip('0').rstrip('.')}e{power}".replace("-", "−")


def spell_apart(one: float, other: float) -> tuple[str, str]:
    """Write two different numbers with as many digits as it takes to tell them apart."""
    for digits in (6, 9, 12):
        pair = spell_number(one, digits), spell_number(other, digits)
        if pair[0] != pair[1]:
            return pair
    return spell_number(one, 17), spell_number(other, 17)


def show_values(
    label: str,
    value: Floats,
    wrong: NDArray[np.bool_] | None = None,
    worst: tuple[int, ...] = (),
    heat: NDArray[np.intp] | None = None,
) -> Exhibit:
    """Show a number as a line, an array as a grid or a window of it.

    Args:
        label: What it is.
        value: Any shape.
        wrong: Cells to mark; same shape.
        worst: The cell a window must show.
        heat: By how much each cell differs, in steps; same shape.
    """
    if value.ndim == 0:
        return Line(
            label=label, text=spell_number(float(value)), off=bool(wrong is not None and wrong)
        )
    if value.size == 0:
        return Line(label=label, text=say("an empty array of shape {shape}", shape=value.shape))
    plane, mask, lead = _plane(value, wrong, worst)
    row, column = (worst[-2:] if value.ndim > 1 else (0, *worst[-1:])) if worst else (0, 0)
    (top, bottom), (left, right) = _span(row, plane.shape[0]), _span(column, plane.shape[1])
    window = plane[top:bottom, left:right]
    marked = np.argwhere(mask[top:bottom, left:right])
    steps = None if heat is None else np.atleast_2d(heat[lead])[top:, left:]
    digits = 6 if window.shape == plane.shape else 4  # a window is for the pattern
    return Grid(
        label=label,
        rows=tuple(tuple(spell_number(float(cell), digits) for cell in line) for line in window),
        off=tuple((int(r), int(c)) for r, c in marked),
        heat=() if steps is None else tuple(int(steps[r, c]) for r, c in marked),
        note=_note(value.shape, lead, (top, left), window.shape),
    )


def show_value(label: str, value: Value) -> Exhibit:
    """Show any value: numbers as numbers, the rest as Python would write it, cut."""
    if isinstance(value, Array) and value.data.dtype.kind in "iufb":
        return show_values(label, value.data.astype(np.float64))
    text = spell_python(value)
    return Line(label=label, text=text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…")


def spell_python(value: Value) -> str:
    """Write a value as a line of Python that makes it, given `np` and `torch`."""
    match value:
        case Array():
            return _spell_array(value)
        case float() if not math.isfinite(value):
            return f"float('{value}')"
        case complex():
            return f"complex({spell_python(value.real)}, {spell_python(value.imag)})"
        case list():
            return f"[{', '.join(map(spell_python, value))}]"
        case tuple():
            inner = ", ".join(map(spell_python, value))
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        case dict():
            pairs = (f"{spell_python(key)}: {spell_python(each)}" for key, each in value.items())
            return f"{{{', '.join(pairs)}}}"
        case _:
            return repr(value)


def _spell_array(value: Array) -> str:
    """Name the dtype where it is not the one that Python's own numbers would get."""
    dtype = "bfloat16" if value.bfloat16 else value.data.dtype.name
    inner = spell_python(value.data.tolist())
    if value.is_scalar:
        return f"np.{dtype}({inner})"
    shape = f".reshape({value.data.shape})" if value.data.size == 0 else ""
    if value.library == "torch":
        named = "" if dtype == "float32" and value.data.size else f", dtype=torch.{dtype}"
        return f"torch.tensor({inner}{named}){shape}"
    named = f", dtype='{dtype}'"
    if dtype in ("float64", "int64", "bool", "complex128") and value.data.size:
        named = ""
    return f"np.array({inner}{named}){shape}"


def spell_index(index: tuple[int, ...]) -> str:
    """Write a place in an array, counted from 1 where it is a matrix."""
    if len(index) == 2:
        return say("row {row}, column {column}", row=index[0] + 1, column=index[1] + 1)
    if len(index) == 1:
        return say("position {position}", position=index[0] + 1)
    return say("index {index}", index=index)


def _plane(
    value: Floats, wrong: NDArray[np.bool_] | None, worst: tuple[int, ...]
) -> tuple[Floats, NDArray[np.bool_], tuple[int, ...]]:
    """Cut the matrix that holds the worst cell out of an array of any dimensions."""
    mask = np.zeros(value.shape, bool) if wrong is None else wrong
    lead = (worst or (0,) * value.ndim)[: max(value.ndim - 2, 0)]
    return np.atleast_2d(value[lead]), np.atleast_2d(mask[lead]), lead


def _span(center: int, size: int) -> tuple[int, int]:
    """Choose the rows, or the columns, that are shown."""
    if size <= WINDOW:
        return 0, size
    start = max(0, min(center - CUT // 2, size - CUT))
    return start, start + CUT


def _note(
    shape: tuple[int, ...], lead: tuple[int, ...], start: tuple[int, int], window: tuple[int, ...]
) -> str:
    """Say what a window leaves out; empty where it shows everything."""
    notes = []
    if len(shape) > 2:
        place = f"[{', '.join(map(str, lead))}]"
        notes.append(say("{place} of shape {shape}", place=place, shape=shape))
    sides = shape[-2:] if len(shape) > 1 else (1, *shape)
    for said, first, shown, size in zip(_SPANS, start, window, sides, strict=True):
        if shown < size:
            notes.append(say(said, first=first + 1, last=first + shown, size=size))
    return "; ".join(notes)


_SPANS = (later("rows {first} to {last} of {size}"), later("columns {first} to {last} of {size}"))
