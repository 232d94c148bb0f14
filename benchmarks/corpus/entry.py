"""What the corpus holds for one answer: right implementations and wrong ones, by name.

Rule: all of them are ours and trusted, so they are called in this process; what they give is read
and judged as a student's would be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

Floats = NDArray[Any]
"""An array of any floating precision: which one is what implementations differ in."""

Implementation = Callable[..., object]
"""Takes a case's arguments; an array's takes the problem's given data."""

Implementations = Mapping[str, Implementation]


@dataclass(frozen=True, slots=True)
class Entry:
    """The implementations of one answer."""

    answer: str
    """The name that the answer asks for."""

    right: Implementations
    """By what they do differently from the reference; each must be accepted."""

    wrong: Implementations
    """By what is wrong with them; none may be accepted."""
