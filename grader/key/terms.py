"""The products that a hand-computed entry sums up. Pure data."""

from grader.key.truth import Floats
from grader.record import Record


class Terms(Record, frozen=True, eq=False):
    """What each cell of an array adds up."""

    labels: tuple[str, ...]
    """Each product as a reader writes it: ``A[1,1]·B[2,3]``, counted from 1."""

    values: Floats
    """Shape (*array, len(labels)); 0 where a product takes no part in a cell."""
