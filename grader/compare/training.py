"""Judge trained code by its predictions, which are held against labels it never saw."""

import sys
from typing import cast

import numpy as np

from grader.compare.describe import describe
from grader.compare.reading import Problem, Trained, read_numbers, returned, with_truths
from grader.compare.result import Absent, BelowWanted, Comparison, Match, Stopped, Unreadable
from grader.key.kinds import TrainingKey
from grader.key.truth import Floats
from grader.language import later, say
from grader.outcome import Outcome
from grader.request import Fetch, Request, Run
from grader.values import Named, Value

MOST_LOSSES = 1000
"""Points of a learning curve that are kept; a longer one is thinned out."""


def ask_training(key: TrainingKey) -> tuple[Request, ...]:
    """Ask what the name is, and for one run a seed."""
    runs = (
        Run(key.name, key.script, tuple(zip(key.parameters, run.arguments, strict=True)))
        for run in key.runs
    )
    return (Fetch(key.name), *runs)


def read_training(key: TrainingKey, outcomes: tuple[Outcome, ...]) -> Trained | Problem:
    """Measure what every run came to; code that never gives predictions is judged by why."""
    what = returned(outcomes[0])
    if isinstance(what, Absent | Stopped | Unreadable):
        return what
    if not isinstance(what, Named) or what.kind == "module":
        return Unreadable(later("a function"), describe(what))
    values: list[float | Problem] = []
    curve: tuple[float, ...] = ()
    for run, outcome in zip(key.runs, outcomes[1:], strict=True):
        given = returned(outcome)
        if isinstance(given, Absent | Stopped | Unreadable):
            values.append(given)
            continue
        if key.has_curve:
            if not (isinstance(given, tuple | list) and len(given) == 2):
                wanted = later("predictions and losses")
                values.append(Unreadable(wanted, describe(given)))
                continue
            given, losses = given
            curve = curve or _read_curve(losses)
        values.append(_measure(key, given, run.labels))
    first = values[0]
    if all(not isinstance(each, float) for each in values) and not isinstance(first, float):
        return first
    return Trained(tuple(values), curve)


def compare_training(key: TrainingKey, reading: Trained) -> Comparison:
    """Hold the run that counts against what is wanted; one without predictions is the worst."""
    is_higher_better = key.metric == "accuracy"
    worst = -np.inf if is_higher_better else np.inf
    found = [each if isinstance(each, float) else worst for each in reading.values]
    ordered = sorted(found, reverse=is_higher_better)
    place = {"best": 0, "median": len(ordered) // 2, "all": len(ordered) - 1}[key.counts]
    counted = ordered[place]
    for value, share in key.grades:
        if counted >= value if is_higher_better else counted <= value:
            if share == 1:
                return Match()
            return _below(key, reading, counted, share)
    return _below(key, reading, counted, 0.0)


def _below(key: TrainingKey, reading: Trained, counted: float, share: float) -> Comparison:
    if not np.isfinite(counted):
        stopped = next(each for each in reading.values if not isinstance(each, float))
        return cast("Comparison", stopped)
    values = tuple(each for each in reading.values if isinstance(each, float))
    wanted = next(value for value, earned in key.grades if earned == 1)
    return BelowWanted(values, counted, wanted, share)


def _measure(key: TrainingKey, given: Value, labels: Floats) -> float | Problem:
    """Compute the metric; scores in rows are taken for the class of the largest."""
    numbers = read_numbers(with_truths(given), later("an array of predictions"))
    if isinstance(numbers, Unreadable):
        return numbers
    value = _as_row(numbers.value, labels)
    has_scores = key.metric == "accuracy" and value.ndim == labels.ndim + 1 and value.shape[-1] > 0
    if (value.shape[:-1] if has_scores else value.shape) != labels.shape:
        wanted = say("predictions of shape {shape}", shape=labels.shape)
        return Unreadable(wanted, describe(given))
    if np.isnan(value).any() or not (has_scores or np.isfinite(value).all()):
        return Unreadable(later("finite predictions"), say("nan or infinity among them"))
    if has_scores:  # whose logarithm may well be minus infinity
        value = value.argmax(-1).astype(np.float64)
    with np.errstate(over="ignore"):
        match key.metric:
            case "accuracy":
                return float(np.mean(np.round(value) == labels))
            case "mean-squared-error":
                return min(float(np.mean((value - labels) ** 2)), sys.float_info.max)
            case "mean-absolute-error":
                return min(float(np.mean(np.abs(value - labels))), sys.float_info.max)


def _as_row(value: Floats, labels: Floats) -> Floats:
    """Take a column of single labels for the row that it stands for."""
    return value[..., 0] if value.shape == (*labels.shape, 1) else value


def _read_curve(losses: Value) -> tuple[float, ...]:
    """Read the losses; a curve that cannot be read is not drawn, and costs nothing."""
    numbers = read_numbers(losses, "")
    if isinstance(numbers, Unreadable) or numbers.value.ndim != 1:
        return ()
    every = -(-numbers.value.size // MOST_LOSSES) or 1
    found = numbers.value[::every]
    return tuple(float(each) for each in found) if np.isfinite(found).all() else ()
