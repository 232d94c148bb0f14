"""Make a failing case smaller while it still fails in the same way.

A case is drawn by a series of choices: whole numbers, and arrays of numbers. Shrinking changes the
choices and draws again, so that every smaller case is one that the author's own generators could
have drawn: an index list stays within its image, and a condition stays met.

Smaller means fewer numbers in arrays first, then smaller whole numbers, then simpler array entries:
small distinct whole numbers before fractions. Nothing here knows what failing means.

Source:
    Shrinking choices instead of values is how Hypothesis does it; D. R. MacIver, A. F. Donaldson,
    "Test-Case Reduction via Test-Case Generation", ECOOP 2020.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.key.truth import Floats
from grader.record import Record

Choice = int | Floats
Choices = tuple[Choice, ...]

BATCH = 16
"""Candidates tried at once."""


class Tried(Record, frozen=True, eq=False):
    """A candidate that still fails in the same way, as it was really drawn."""

    choices: Choices


Try = Callable[[Sequence[Choices]], Sequence[Tried | None]]
"""Draws and runs candidates; None for each that is right, fails otherwise, or cannot be drawn."""


def shrink(start: Choices, attempt: Try, is_over: Callable[[], bool]) -> Choices:
    """Shrink until nothing smaller fails, or the time is up.

    Args:
        start: The choices of a case that fails.
        attempt: Tries up to `BATCH` candidates.
        is_over: Whether the time is up; asked between batches.

    Returns:
        The smallest choices found; `start` itself if nothing smaller fails.
    """
    best = start
    improved = True
    while improved:
        improved = False
        for step in _STEPS:
            candidates = step(best)
            while batch := _take(candidates, best):
                if is_over():
                    return best
                smaller = [each.choices for each in attempt(batch) if each is not None]
                smaller = [each for each in smaller if size(each) < size(best)]
                if smaller:
                    best, improved = min(smaller, key=size), True
                    candidates = step(best)
    return best


def size(choices: Choices) -> tuple[int, int, float]:
    """Measure how much a reader has to take in: cells, whole numbers, complexity of entries."""
    arrays = [each for each in choices if not isinstance(each, int)]
    return (
        sum(array.size for array in arrays),
        sum(abs(each) for each in choices if isinstance(each, int)),
        float(sum(_complexity(array) for array in arrays)),
    )


def _complexity(array: Floats) -> float:
    """Fractions cost most, then repeating a number other than 0, then size, then a sign."""
    whole = array == np.round(array)
    repeated = np.count_nonzero(array) - np.unique(array[array != 0]).size
    return float(
        100 * np.count_nonzero(~whole)
        + np.abs(array).sum()
        + 0.5 * np.count_nonzero(array < 0)
        + 2 * repeated
    )


def _take(candidates: Iterator[Choices], best: Choices) -> list[Choices]:
    """Take the next batch of candidates that could be smaller."""
    batch: list[Choices] = []
    for candidate in candidates:
        if size(candidate) < size(best) or _changes_extent(candidate, best):
            batch.append(candidate)
        if len(batch) == BATCH:
            break
    return batch


def _changes_extent(candidate: Choices, best: Choices) -> bool:
    """Whether whole numbers went down, which may make arrays smaller once they are drawn."""
    pairs = zip(candidate, best, strict=False)
    return any(isinstance(a, int) and isinstance(b, int) and abs(a) < abs(b) for a, b in pairs)


def _all_least(best: Choices) -> Iterator[Choices]:
    """Every whole number at once to its least, arrays kept or counted up."""
    least = tuple(0 if isinstance(each, int) else each for each in best)
    yield from _with_counted(least)


def _whole_numbers(best: Choices) -> Iterator[Choices]:
    """Lower whole numbers, with the arrays as they are, counted up, and counted down.

    Cut smaller, an array may lose just the entry that mattered; counted, it may have another.
    """
    for candidate in _lowered(best):
        yield from _with_counted(candidate)


def _lowered(best: Choices) -> Iterator[Choices]:
    """Each whole number to its least, half, or one less; and any two of them together.

    Two together, since a height and a width may have to shrink as one.
    """
    places = [place for place, each in enumerate(best) if isinstance(each, int) and each]
    for place in places:
        number = best[place]
        if isinstance(number, int):
            for smaller in sorted({0, number // 2, number - 1}, key=abs):
                yield _with(best, {place: smaller})
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            a, b = best[one], best[other]
            if isinstance(a, int) and isinstance(b, int):
                yield _with(best, {one: a - 1, other: b - 1})
                yield _with(best, {one: a // 2, other: b // 2})


def _whole_arrays(best: Choices) -> Iterator[Choices]:
    """Each array to small distinct whole numbers, with its signs, without, or rounded."""
    for place, array in enumerate(best):
        if not isinstance(array, int):
            counted = _counted(array)
            for simpler in (counted, np.copysign(counted, array), -counted, np.round(array)):
                yield _with(best, {place: simpler + 0.0})


def _entries(best: Choices) -> Iterator[Choices]:
    """Each entry of each array to 0, 1, −1, 2 or its nearest whole number."""
    for place, array in enumerate(best):
        if isinstance(array, int):
            continue
        for index in np.ndindex(array.shape):
            for value in (0.0, 1.0, -1.0, 2.0, float(np.round(array[index])) + 0.0):
                if array[index] != value:
                    changed = array.copy()
                    changed[index] = value
                    yield _with(best, {place: changed})


_STEPS: tuple[Callable[[Choices], Iterator[Choices]], ...] = (
    _all_least,
    _whole_numbers,
    _whole_arrays,
    _entries,
)


def _with_counted(choices: Choices) -> Iterator[Choices]:
    up = tuple(each if isinstance(each, int) else _counted(each) for each in choices)
    yield choices
    yield up
    yield tuple(each if isinstance(each, int) else np.flip(each) for each in up)


def _counted(array: Floats) -> Floats:
    return np.arange(1.0, array.size + 1).reshape(array.shape)


def _with(choices: Choices, changed: dict[int, Choice]) -> Choices:
    return tuple(changed.get(place, each) for place, each in enumerate(choices))
