"""Taken along the wrong axis: a sum, a mean, a softmax over rows instead of columns.

Two ways to know. Where a function's right result is a plain reduction of one of its arguments, so
must be what was given, along another axis. And whatever the arguments, values that were normalised
along another axis still sum to 1, along that one, and differ from the truth by one factor for each
row and one for each column. NumPy only.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.compare.reading import Numbers, read_numbers
from grader.diagnose.layout import is_value
from grader.key.truth import ROUNDING, Case, Floats, Truth
from grader.language import later
from grader.record import Record

Axis = int | None
"""None for all of them at once."""

Reduce = Callable[[Floats, Axis], Floats]


class Along(Record, frozen=True):
    """What was taken, along which axis, and along which it was to be taken."""

    what: str
    """Such as ``sum``; in English, to be said."""

    found: Axis
    right: Axis


def _shifted(value: Floats, axis: Axis) -> Floats:
    return np.asarray(value - value.max(axis=axis, keepdims=True))


def _softmax(value: Floats, axis: Axis) -> Floats:
    powers = np.exp(_shifted(value, axis))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def _log_sum(value: Floats, axis: Axis) -> Floats:
    return np.asarray(np.log(np.exp(_shifted(value, axis)).sum(axis=axis)) + value.max(axis=axis))


def _standardised(value: Floats, axis: Axis) -> Floats:
    centred = value - value.mean(axis=axis, keepdims=True)
    return np.asarray(centred / value.std(axis=axis, keepdims=True))


_REDUCTIONS: tuple[tuple[str, Reduce], ...] = (
    (later("sum"), lambda value, axis: np.asarray(value.sum(axis=axis))),
    (later("mean"), lambda value, axis: np.asarray(value.mean(axis=axis))),
    (later("maximum"), lambda value, axis: np.asarray(value.max(axis=axis))),
    (later("minimum"), lambda value, axis: np.asarray(value.min(axis=axis))),
    (later("product"), lambda value, axis: np.asarray(value.prod(axis=axis))),
    (later("variance"), lambda value, axis: np.asarray(value.var(axis=axis))),
    (later("standard deviation"), lambda value, axis: np.asarray(value.std(axis=axis))),
    (later("norm"), lambda value, axis: np.sqrt((value * value).sum(axis=axis))),
    (
        later("position of the maximum"),
        lambda value, axis: np.asarray(np.argmax(value, axis=axis) + 0.0),
    ),
    (
        later("position of the minimum"),
        lambda value, axis: np.asarray(np.argmin(value, axis=axis) + 0.0),
    ),
    (later("logarithm of the sum of powers"), _log_sum),
    (later("softmax"), _softmax),
    (later("logarithm of the softmax"), lambda value, axis: np.log(_softmax(value, axis))),
    (later("standardisation"), _standardised),
    (later("running sum"), lambda value, axis: np.cumsum(value, axis=axis)),
)


def find_reduction(pairs: Sequence[tuple[Case, Numbers]]) -> Along | None:
    """Find the reduction of one argument that the truth is, and the answer along another axis.

    Args:
        pairs: Each case with what was given in it.

    Returns:
        None where there is none, or where several would do.
    """
    found = {
        along
        for place in range(len(pairs[0][0].arguments))
        for along in _along(pairs, [_argument(case, place) for case, _ in pairs])
    }
    return found.pop() if len(found) == 1 else None


def _argument(case: Case, place: int) -> Floats | None:
    """Take an argument that has axes to choose from."""
    if place >= len(case.arguments):
        return None
    read = read_numbers(case.arguments[place], "")
    return read.value if isinstance(read, Numbers) and read.value.ndim > 1 else None


def _along(
    pairs: Sequence[tuple[Case, Numbers]], arguments: Sequence[Floats | None]
) -> Iterator[Along]:
    values = [each for each in arguments if each is not None and each.size]
    if len(values) < len(pairs) or len({each.ndim for each in values}) > 1:
        return
    axes: list[Axis] = [None, *range(values[0].ndim)]
    for what, reduce in _REDUCTIONS:
        fits = [axis for axis in axes if _is_right(pairs, values, reduce, axis)]
        if len(fits) == 1:
            for axis in axes:
                if axis != fits[0] and _is_given(pairs, values, reduce, axis):
                    yield Along(what, axis, fits[0])


def _is_right(
    pairs: Sequence[tuple[Case, Numbers]], values: Sequence[Floats], reduce: Reduce, axis: Axis
) -> bool:
    return all(
        is_value(_as(reduce(value, axis), case.truth.value.shape), case.truth.value, case.truth)
        for (case, _), value in zip(pairs, values, strict=True)
    )


def _is_given(
    pairs: Sequence[tuple[Case, Numbers]], values: Sequence[Floats], reduce: Reduce, axis: Axis
) -> bool:
    """Whether what was given is the reduction along an axis; the size of 1 may be kept."""
    for (_, given), value in zip(pairs, values, strict=True):
        found = _as(reduce(value, axis), given.value.shape)
        slack = ROUNDING * float(np.abs(found[np.isfinite(found)]).max(initial=0.0))
        if not is_value(given.value, found, Truth(found, np.full(found.shape, slack))):
            return False
    return True


def _as(value: Floats, shape: tuple[int, ...]) -> Floats:
    """Give a value a shape that differs in dimensions of size 1 only; else leave it."""
    same = [side for side in value.shape if side != 1] == [side for side in shape if side != 1]
    return value.reshape(shape) if same else value


_ENOUGH = 6
"""Numbers it takes before a normalisation is recognised by its sums alone."""

_NEAR = 1e-4


def find_normalised(pairs: Sequence[tuple[Case, Numbers]]) -> Along | None:
    """Find the axis that an answer was normalised along, where the truth is along another."""
    if sum(case.truth.value.size for case, _ in pairs) < _ENOUGH:
        return None
    ndims = {case.truth.value.ndim for case, _ in pairs}
    ndim = ndims.pop()
    if ndims or ndim < 2:
        return None
    found = [
        Along("softmax", one, other)
        for one in range(ndim)
        for other in range(ndim)
        if one != other
        and all(_is_normalised(given.value, case.truth, one, other) for case, given in pairs)
    ]
    return found[0] if len(found) == 1 else None


def _is_normalised(given: Floats, truth: Truth, one: int, other: int) -> bool:
    right = truth.value
    if (
        given.shape != right.shape
        or not right.size
        or min(right.shape[one], right.shape[other]) < 2
    ):
        return False
    is_positive = bool(np.isfinite(given).all()) and min(given.min(), right.min()) > 0
    if not (is_positive and _sums_up(given, one) and _sums_up(right, other)):
        return False
    off = np.log(given / right)
    across = off.mean(axis=one, keepdims=True) + off.mean(axis=other, keepdims=True)
    rest = off - across + off.mean(axis=(one, other), keepdims=True)
    return not _sums_up(given, other) and float(np.abs(rest).max()) <= _NEAR


def _sums_up(value: Floats, axis: int) -> bool:
    return bool(np.abs(value.sum(axis=axis) - 1).max() <= _NEAR)
