"""A short name for a wrong answer, so that equal wrong answers can be counted over a class.

Two students who went the same way get the same signature, whether they gave lists, arrays or
tensors, and whether they computed in float32 or float64.
"""

import hashlib
import re

import numpy as np

from grader.compare.reading import (
    Bound,
    Dimensions,
    Draws,
    Listed,
    Numbers,
    Picture,
    Problem,
    Prose,
    Reading,
    Results,
    Sides,
    Table,
    Trained,
)
from grader.compare.result import Absent, Stopped, Unreadable
from grader.key.truth import Floats
from grader.outcome import Raised

_DIGITS = 4
"""Significant digits that count: float32 and float64 agree on them."""

_MOST_CELLS = 4096
"""Cells that count: wrong answers that agree on so many agree."""

_NUMBER = re.compile(r"0x[0-9a-fA-F]+|\d+")
"""Sizes and addresses in a message, in which equal mistakes may differ."""

_LENGTH = 12


def sign(reading: Reading | Problem) -> str:
    """Hash what was given, rounded and freed of its form; hexadecimal, 12 digits."""
    return hashlib.sha256(_plain(reading).encode()).hexdigest()[:_LENGTH]


def _plain(reading: Reading | Sides | Problem) -> str:  # noqa: C901, PLR0911, PLR0912 - one case for each reading
    match reading:
        case Numbers():
            return _numbers(reading.value)
        case Dimensions():
            return f"shape {reading.sides}"
        case Table():
            return f"table {[str(value) for value in reading.values]}"
        case Listed():
            return f"names {sorted(name.casefold() for name in reading.names)}"
        case Results():
            return "\n".join(_plain(each) for each in reading.cases)
        case Bound():
            return f"bound {[[f'{v:.{_DIGITS}g}' for v in values] for values in reading.binding]}"
        case Sides(left=left, right=right):
            return f"sides {_numbers(left.value)} {_numbers(right.value)}"
        case Trained():
            return f"trained {[_run(value) for value in reading.values]}"
        case Draws():
            return f"draws {[[_sample(each) for each in call] for call in reading.calls]}"
        case Picture():
            return "picture"
        case Prose():
            return "prose"
        case Absent():
            return "absent"
        case Unreadable():
            return f"unreadable {reading.wanted}"
        case Stopped(Raised(type_name=name, message=message)):
            return f"raised {name} {_NUMBER.sub('#', message)}"
        case Stopped():
            return f"stopped {type(reading.outcome).__name__}"


def _numbers(value: Floats) -> str:
    with np.errstate(over="ignore", invalid="ignore"):
        cells = " ".join(f"{cell:.{_DIGITS}g}" for cell in value.flat[:_MOST_CELLS] + 0.0)
    return f"{value.shape} {cells}"


def _run(value: float | Problem) -> str:
    return f"{value:.{_DIGITS}g}" if isinstance(value, float) else _plain(value)


def _sample(sample: Numbers) -> str:
    """Take what draws have in common that differ in all but how they are distributed: a rough look.

    The size of the spread in steps of a fifth, the mean in spreads, the share within one spread,
    which is the shape. Draws near an edge of the rounding fall to either side, which parts a
    cluster and joins none.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        mean, spread = float(np.mean(sample.value)), float(np.std(sample.value))
        if not (np.isfinite(spread) and spread > 0):
            return f"all {mean:.{_DIGITS}g}"
        within = float(np.mean(np.abs(sample.value - mean) <= spread))
    steps = round(4 * np.log2(spread))
    return f"{steps} {round(mean / spread, 1) + 0.0:g} {round(within, 1):g}"
