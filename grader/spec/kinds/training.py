"""The `training` kind: code that learns. Pure data: no I/O, no torch, no student code."""

from typing import Annotated, Literal

from pydantic import Field

from grader.spec.kinds.called import Called
from grader.spec.scalar import Count, Expression, Flag, Identifier, Number, Share, Text
from grader.spec.script import Script

Metric = Literal["accuracy", "mean-squared-error", "mean-absolute-error"]
Rule = Literal["all", "median", "best"]


class TrainingAnswer(Called):
    """Code that trains a model, judged by its predictions on data whose labels it never sees.

    It is run once for each seed, each time within the part's `seconds` and the assignment's memory.
    """

    kind: Literal["training"]

    arguments: Annotated[dict[Identifier, Expression], Field(min_length=1)]
    """The data and settings that the code is given, each with how it is made, such as
    ``X: digits().train_x``; `seed` is the number of the run, from 0."""

    call: Script
    """How the code is run, in the student's names and the arguments'; the last line gives the
    predictions: labels, or a row of scores for each example."""

    labels: Expression
    """What the predictions are held against, which the code never sees."""

    metric: Metric = "accuracy"
    """What is measured on them."""

    wanted: Number
    """The value that earns all points: at least so much accuracy, at most so large an error."""

    partial: dict[Text, Share] = Field(default_factory=dict)
    """Lesser values with the share of the points they earn: ``{"0.8": 0.5}``."""

    seeds: Count = 3
    """How many runs."""

    counts: Rule = "median"
    """Which run counts: the median, the best, or the worst, so that all must pass."""

    curve: Flag = False
    """Whether the last line of `call` gives a pair: the predictions, and the losses in order,
    which the report draws."""
