"""Solve a `training`: make the data of every run, and keep the labels back."""

import math

import numpy as np

from grader.key.kinds import Training, TrainingKey
from grader.oracle.asking import Asking
from grader.oracle.cases import draw_names
from grader.oracle.draw import Draw
from grader.oracle.plan import as_argument
from grader.spec.kinds import TrainingAnswer

SEED = "seed"


def solve_training(answer: TrainingAnswer, asking: Asking) -> TrainingKey:
    """Make the data.

    Raises:
        SpecError: An expression fails, or what a run is given cannot cross the process border.
    """
    drawn = {
        name: asking.expression(text, "arguments", name) for name, text in answer.arguments.items()
    }
    labels = asking.expression(answer.labels, "labels")
    runs = []
    for seed in range(answer.seeds):
        names = {**draw_names(asking, drawn, Draw(asking.seed, asking.id, seed)), SEED: seed}
        arguments = []
        for name, value in names.items():
            try:
                arguments.append(as_argument(value, answer.arrays, answer.dtype))
            except TypeError as error:
                raise asking.fail(f"wanted data, but {error}", "arguments", name) from None
        hidden = asking.finite(labels, {**asking.names, **names})
        if not np.size(hidden):
            raise asking.fail("wanted labels, found none at all", "labels")
        runs.append(Training(tuple(arguments), np.asarray(hidden)))
    return TrainingKey(
        answer.name,
        (*answer.arguments, SEED),
        answer.call,
        tuple(runs),
        answer.metric,
        _grades(answer, asking),
        answer.counts,
        answer.curve,
    )


def _grades(answer: TrainingAnswer, asking: Asking) -> tuple[tuple[float, float], ...]:
    """Order the values that earn points, the most demanding first.

    Raises:
        SpecError: One is no number, or asks for more than full points do.
    """
    is_higher_better = answer.metric == "accuracy"
    if is_higher_better and not 0 <= answer.wanted <= 1:
        raise asking.fail(f"wanted an accuracy from 0 to 1, found {answer.wanted:g}", "wanted")
    found = [(answer.wanted, 1.0)]
    for text, share in answer.partial.items():
        value = _number(text)
        if value is None:
            raise asking.fail(f"wanted a number, found {text!r}", "partial", text)
        if not (value < answer.wanted if is_higher_better else value > answer.wanted):
            raise asking.fail(
                f"wanted a value that is easier to reach than {answer.wanted:g}, found {text}",
                *("partial", text),
            )
        found.append((value, share))
    return tuple(sorted(found, reverse=is_higher_better))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
