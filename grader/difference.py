"""How two arrays of one shape differ, at a glance: where, by how much, the worst places, a picture.

Numbers in, a record of words and digits out; nothing here decides what is right.
"""

import numpy as np
from numpy.typing import NDArray

from grader.exhibit import WINDOW, spell_apart, spell_index, spell_number
from grader.key.truth import Floats
from grader.language import say, say_count
from grader.results import STEPS, Difference, Place

Mask = NDArray[np.bool_]

PICTURE = 64
"""Most dots of a picture in a row or a column."""

_WORST = 3


def measure(given: Floats, right: Floats, wrong: Mask) -> Floats:
    """Measure each difference, of any shape: 0 where nothing is wrong, ∞ where no number is."""
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(given - right)
    return np.where(wrong, np.where(np.isnan(apart), np.inf, apart), 0.0)


def grade_heat(apart: Floats) -> NDArray[np.intp]:
    """Sort differences into steps by their share of the largest; 0 only where there is none."""
    finite = apart[np.isfinite(apart)]
    largest = float(finite.max(initial=0.0)) or 1.0
    with np.errstate(invalid="ignore"):
        steps = np.ceil(apart / largest * STEPS)
    return np.clip(steps, apart > 0, STEPS).astype(np.intp)


def is_large(shape: tuple[int, ...]) -> bool:
    """Whether an array is too large to be shown whole."""
    return len(shape) > 2 or max(shape, default=0) > WINDOW


def tell_difference(given: Floats, right: Floats, wrong: Mask) -> Difference:
    """Sum up how an answer differs.

    Args:
        given: At least one dimension.
        right: The same shape.
        wrong: The cells that are off; at least one.
    """
    apart = measure(given, right, wrong)
    order = np.argsort(-apart, axis=None, kind="stable")[: min(_WORST, int(wrong.sum()))]
    places = [tuple(int(i) for i in np.unravel_index(flat, apart.shape)) for flat in order]
    lead = places[0][: max(apart.ndim - 2, 0)]
    picture, dot = _draw(np.atleast_2d(apart[lead]))
    return Difference(
        off=int(wrong.sum()),
        size=wrong.size,
        where=_tell_where(wrong),
        typical=spell_number(_median(apart[wrong]), 2),
        largest=spell_number(float(apart.max()), 2),
        worst=tuple(_tell_place(given, right, place) for place in places),
        picture=picture,
        dot=dot,
        note=f"[{', '.join(map(str, lead))}]" if lead else "",
    )


def _tell_place(given: Floats, right: Floats, place: tuple[int, ...]) -> Place:
    actual, expected = spell_apart(float(given[place]), float(right[place]))
    return Place(where=spell_index(place), given=actual, expected=expected)


def _draw(apart: Floats) -> tuple[tuple[str, ...], tuple[int, int]]:
    """Map a matrix onto few enough dots, each as dark as the largest difference in it."""
    height, width = (-(-side // PICTURE) for side in apart.shape)
    rows, columns = (
        -(-side // dot) for side, dot in zip(apart.shape, (height, width), strict=True)
    )
    padded = np.zeros((rows * height, columns * width))
    padded[: apart.shape[0], : apart.shape[1]] = apart
    dots = padded.reshape(rows, height, columns, width).max(axis=(1, 3))
    return tuple("".join(map(str, row)) for row in grade_heat(dots)), (height, width)


def _tell_where(wrong: Mask) -> str:
    """Say where the cells lie: in which matrices, and there at the border or in a rectangle."""
    if wrong.all():
        return say("Every entry is off.")
    if wrong.ndim == 1:
        (found,) = np.nonzero(wrong)
        return say(
            "They lie in positions {first} to {last} of {size}.",
            first=int(found[0]) + 1,
            last=int(found[-1]) + 1,
            size=wrong.size,
        )
    planes = wrong.reshape(-1, *wrong.shape[-2:])
    touched = planes.any(axis=(1, 2))
    flat = np.asarray(planes.any(axis=0))
    if len(planes) == 1:
        return _tell_plane(flat)
    return say_count(
        "One of {planes} matrices is touched. {where}",
        "{number} of {planes} matrices are touched. {where}",
        int(touched.sum()),
        planes=len(planes),
        where=_tell_plane(flat),
    )


def _tell_plane(wrong: Mask) -> str:
    rows, columns = np.nonzero(wrong)
    height, width = wrong.shape
    depth = np.minimum.reduce([rows, columns, height - 1 - rows, width - 1 - columns]).max() + 1
    box = (int(rows.min()), int(rows.max()), int(columns.min()), int(columns.max()))
    spans = box == (0, height - 1, 0, width - 1)
    if spans and depth <= min(height, width) // 8:
        return say_count(
            "All of them lie at the border.",
            "All of them lie at the border, at most {number} cells deep.",
            int(depth),
        )
    if spans:
        return say("They are spread over all rows and columns.")
    return say(
        "They lie in rows {top} to {bottom}, columns {left} to {right}.",
        top=box[0] + 1,
        bottom=box[1] + 1,
        left=box[2] + 1,
        right=box[3] + 1,
    )


def _median(sizes: Floats) -> float:
    with np.errstate(over="ignore"):  # the mean of the middle two, where both are enormous
        return float(np.median(sizes))
