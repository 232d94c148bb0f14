"""Code that learns or draws at random, with what must come of it. Pure data."""

from dataclasses import dataclass
from typing import Literal

from grader.key.truth import Floats
from grader.values import Value


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """One run of code that learns."""

    arguments: tuple[Value, ...]
    labels: Floats
    """What the predictions are held against; any shape."""


@dataclass(frozen=True, slots=True, eq=False)
class TrainingKey:
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


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """What a statistical check expects of one call: a share, or a distribution by a table."""

    share: float | None
    grid: Floats
    """Numbers in rising order, shape (n,); empty for a share."""

    cdf: Floats
    """The chance of a number up to each of them, shape (n,)."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """One call of code that draws at random."""

    arguments: tuple[Value, ...]
    expected: tuple[Chances, ...]
    """For each check."""


@dataclass(frozen=True, slots=True)
class RandomKey:
    """Code that draws at random, with the checks its draws must pass."""

    name: str
    parameters: tuple[str, ...]
    script: str
    """Gives a tuple: what each check looks at."""

    calls: tuple[Sampling, ...]
    says: tuple[str, ...]
    """For each check, what is off where it fails."""

    least: int
