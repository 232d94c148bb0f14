"""The right value of one case, how closely it must be met, and what named mistakes would give.

Pure data: NumPy arrays and numbers, never torch; nothing here computes a reference.
"""

from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from grader.record import Record, replace
from grader.values import Value

Floats = NDArray[np.float64]
Precision = Literal["float16", "bfloat16"]
PRECISIONS = frozenset(["float16", "bfloat16"])

SNAP = 1e-6
"""How near a float must be to a whole number to count as it, at least."""

SNAP_ULPS = 8 * 2.0**-23
"""The same, relative to the largest number beside it: whole numbers summed by an FFT in single
precision come back up to 3 units in the last place off."""

_WHOLE = 1e-9
"""How near a mistake's float64 value must be to a whole number to be one that rounding moved."""

ROUNDING = 64 * 2.0**-23
"""What single precision may do to a value, relative to the largest beside it."""


class Coarse(Record, frozen=True, eq=False):
    """How far off an imprecise way of computing the truth may be."""

    label: str
    """A low precision, or what an author calls a way that cancels, such as one-pass variance."""

    allowed: Floats
    """Largest difference, elementwise; same shape as the truth."""

    says: str = ""
    """The author's words for the way; a low precision needs none."""


class Truth(Record, frozen=True, eq=False):
    """What is right, elementwise."""

    value: Floats
    """Float64, any shape, 0-d for a number. Finite in a reference; a mistake's may hold nan."""

    allowed: Floats
    """Largest difference that still counts as right; zeros where whole numbers are compared."""

    coarse: tuple[Coarse, ...] = ()
    """What imprecise ways would explain; empty where whole numbers are compared."""

    @property
    def is_exact(self) -> bool:
        """Whether only the very value is right."""
        return not self.allowed.any()

    @property
    def snap(self) -> float:
        """How near a float must be to a whole number to count as it; 0 where none are compared.

        At most a quarter, so that a number that is off by one never counts.
        """
        if not self.is_exact:
            return 0.0
        largest = float(np.abs(self.value[np.isfinite(self.value)]).max(initial=0.0))
        return max(SNAP, min(0.25, SNAP_ULPS * largest))


class Mistake(Record, frozen=True, eq=False):
    """What one named misconception gives in one case."""

    id: str

    value: Floats | None
    """None where the mistake raises or gives no numbers in this case."""


class Case(Record, frozen=True, eq=False):
    """One call of a student's function, or one value to compare."""

    arguments: tuple[Value, ...]
    """What the function is called with; empty for a value."""

    truth: Truth
    mistakes: tuple[Mistake, ...]

    output: str = ""
    """Which of a call's outputs, each of which is a case; empty where the call gives but one."""

    def as_if(self, mistake: str) -> Self | None:
        """This case, had the mistake been the reference; None where the mistake gives nothing.

        The tolerance stays the reference's where the shapes agree: a mistake is recognised as
        closely as the truth is. But where whole numbers are wanted and the mistake gives others,
        only rounding can tell whether an answer is the mistake's.
        """
        value = next((each.value for each in self.mistakes if each.id == mistake), None)
        if value is None:
            return None
        finite = value[np.isfinite(value)]
        is_whole = bool(np.all(np.abs(finite - np.round(finite)) <= _WHOLE))
        if self.truth.is_exact and is_whole:
            value, allowed = np.round(value), np.zeros_like(value)
        elif self.truth.is_exact:
            allowed = np.full(value.shape, ROUNDING * float(np.abs(finite).max()))
        elif value.shape == self.truth.value.shape:
            allowed = self.truth.allowed
        else:
            allowed = np.full(value.shape, float(self.truth.allowed.max(initial=0.0)))
        return replace(self, truth=Truth(value, allowed))
