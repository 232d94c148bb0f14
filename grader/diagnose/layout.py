"""Right values in another layout: axes in another order, a dimension too many, a row repeated.

Each test is told what was given and what is right in one case, and says whether that layout
explains it; a layout explains an answer where it does so in every case. NumPy only.
"""

import itertools
from collections.abc import Iterator

import numpy as np

from grader.compare.reading import Numbers
from grader.compare.values import right_cells
from grader.key.truth import Floats, Truth

MOST_AXES = 5
"""Dimensions up to which every order of them is tried: 119 orders but the right one."""

_ENOUGH = 3
"""Rows and columns it takes before one difference for each of them is no coincidence."""

_FINE = 1e-2
"""How finely factors must be known at least."""

Order = tuple[int, ...]


def is_value(given: Floats, value: Floats, truth: Truth) -> bool:
    """Whether an array is this one, as closely as the truth must be met anywhere.

    Args:
        given: Any shape.
        value: What it may be, any shape.
        truth: Whose tolerance counts.
    """
    if given.shape != value.shape:
        return False
    most = float(truth.allowed.max(initial=0.0))
    return bool(right_cells(given, Truth(value, np.full(value.shape, most))).all())


def list_orders(ndim: int) -> Iterator[Order]:
    """List every order of the axes but the right one and that with the last two swapped.

    The latter has a name of its own; two axes have no other order.
    """
    right = tuple(range(ndim))
    if not 3 <= ndim <= MOST_AXES:
        return
    swapped = (*right[:-2], ndim - 1, ndim - 2)
    yield from (each for each in itertools.permutations(right) if each not in (right, swapped))


def is_permuted(given: Numbers, truth: Truth, order: Order) -> bool:
    """Whether the axes stand in this order, and the values are right."""
    return truth.value.ndim == len(order) and is_value(
        given.value, np.transpose(truth.value, order), truth
    )


def is_kept(given: Numbers, truth: Truth) -> bool:
    """Whether there are more dimensions of size 1 than there should be: (N, 1) for (N,)."""
    return given.value.ndim > truth.value.ndim and _is_squeezed(given.value, truth)


def is_dropped(given: Numbers, truth: Truth) -> bool:
    """Whether dimensions of size 1 are gone that should be there: (N,) for (N, 1)."""
    return given.value.ndim < truth.value.ndim and _is_squeezed(given.value, truth)


def _is_squeezed(given: Floats, truth: Truth) -> bool:
    squeezed = np.squeeze(truth.value)
    return is_value(np.squeeze(given), squeezed, truth)


def is_repeated(given: Numbers, truth: Truth) -> bool:
    """Whether the right values are all there is, several times: (M, N) for (N,)."""
    value, right = given.value, truth.value
    if value.ndim <= right.ndim or value.size <= right.size or not right.size:
        return False
    try:
        wide = np.broadcast_to(right, value.shape)
    except ValueError:
        return False
    return is_value(value, wide, truth)


def is_one_repeated(given: Numbers, truth: Truth, axis: int) -> bool:
    """Whether the first or last right row (axis −2) or column (axis −1) stands in every place.

    A row of one constant is no evidence: zeros everywhere have many causes.
    """
    value, right = given.value, truth.value
    if value.shape != right.shape or right.ndim < 2 or right.shape[axis] < 2:
        return False
    ends = (np.take(right, [end], axis=axis) for end in (0, -1))
    return any(
        np.unique(end).size > 1 and is_value(value, np.broadcast_to(end, value.shape), truth)
        for end in ends
    )


def is_outer(given: Numbers, truth: Truth) -> bool:
    """Whether each right entry stands on the diagonal of a square: (N, N) for (N,).

    So it comes out where an (N,) meets an (N, 1) and both are stretched.
    """
    value, right = given.value, np.squeeze(truth.value)
    if right.ndim < 1 or value.ndim != right.ndim + 1:
        return False
    last, first = (right.shape[-1],), (right.shape[0],)
    if right.shape[-1] > 1 and value.shape == right.shape + last:
        diagonal = np.diagonal(value, axis1=-2, axis2=-1)
    elif right.shape[0] > 1 and value.shape == first + right.shape:
        diagonal = np.moveaxis(np.diagonal(value, axis1=0, axis2=1), -1, 0)
    else:
        return False
    return is_value(diagonal, right, truth)


def is_crossed(given: Numbers, truth: Truth) -> bool:
    """Whether what belongs to each row went to each column instead, in a square matrix.

    With a vector u added along the wrong axis, entry (i, j) is off by u_j − u_i; multiplied, by the
    factor u_j / u_i. Nothing need be known of u: such differences are antisymmetric, and add up.
    """
    value, right = given.value, truth.value
    if value.shape != right.shape or right.ndim != 2 or right.shape[0] != right.shape[1]:
        return False
    if right.shape[0] < _ENOUGH:
        return False
    most = float(truth.allowed.max(initial=0.0)) + 1e-6 * float(np.abs(right).max(initial=0.0))
    if _is_crossed(value - right, 4 * most):
        return True
    least = float(np.abs(right).min(initial=np.inf))
    if 4 * most >= _FINE * least:
        return False
    with np.errstate(all="ignore"):
        return _is_crossed(np.log(value / right), 4 * most / least)


def _is_crossed(off: Floats, slack: float) -> bool:
    """Whether differences are u_j − u_i, and not all nothing."""
    guess = off[0]  # u_j − u_0
    return (
        bool(np.isfinite(off).all())
        and bool(np.abs(off - (guess[None, :] - guess[:, None])).max() <= slack)
        and bool(np.abs(off).max() > 8 * slack)
    )
