"""Code that learns or draws at random, with what must come of it. Pure data."""

from typing import Literal

from grader.key.truth import Floats
from grader.record import Record
from grader.values import Value


class Training(Record, frozen=True, eq=False):
    """One run of code that learns."""

    arguments: tuple[Value, ...]
    labels: Floats
    """What the predictions are held against; any shape."""


class TrainingKey(Record, frozen=True, eq=False):
    """Code that learns, with what its predictions must come to."""

    name: str
    parameters: tuple[str, ...]
    script: str
    runs: tuple[Training, ...]
    metric: Literal["accuracy", "mean-squared-error", "mean-absolute-error"]
    grades: tuple[tuple[float, float], ...]
    """Pairs of a value and the share of the points it earns, the most demanding first."""

    counts: Literal["all", "median", "best"]
    has_curve: bool


class Chances(Record, frozen=True, eq=False):
    """What a statistical check expects of one call: a share, or a distribution by a table."""

    share: float | None
    grid: Floats
    """Numbers in rising order, shape (n,); empty for a share."""

    cdf: Floats
    """The chance of a number up to each of them, shape (n,)."""


class Sampling(Record, frozen=True):
    """One call of code that draws at random."""

    arguments: tuple[Value, ...]
    expected: tuple[Chances, ...]
    """For each check."""


class RandomKey(Record, frozen=True):
    """Code that draws at random, with the checks its draws must pass."""

    name: str
    parameters: tuple[str, ...]
    script: str
    """Gives a tuple: what each check looks at."""

    calls: tuple[Sampling, ...]
    says: tuple[str, ...]
    """For each check, what is off where it fails."""

    least: int
