"""Draw one case of a function again, by choices that a shrinker makes."""

from collections.abc import Sequence

import numpy as np

from grader.errors import SpecError
from grader.key.truth import Case, Floats, Truth
from grader.oracle.asking import Asking
from grader.oracle.cases import as_argument, draw_one
from grader.oracle.redraw import Choice, Redraw
from grader.oracle.second_look import Redrawn
from grader.spec.kinds import FunctionAnswer

_RELATIVE = 1e-4
"""Tolerance while shrinking: a derived one would cost more than the search."""


def redraw_case(
    asking: Asking, answer: FunctionAnswer, choices: Sequence[Choice], seeds: tuple[int, ...]
) -> Redrawn | None:
    """Draw a case by given choices and evaluate the reference on it.

    Args:
        asking: Whose case.
        answer: How it is drawn.
        choices: In the order they are drawn; what they leave open is random.
        seeds: Of what is random.

    Returns:
        None where the condition or the reference does not admit it, or all its numbers are 0.
    """
    drawn = {
        name: asking.expression(text, "arguments", name) for name, text in answer.arguments.items()
    }
    draw = Redraw(choices, asking.evaluator.assignment.head.seed, asking.id, *seeds)
    try:
        inputs = draw_one(asking, drawn, draw)
        names = {**asking.names, **inputs}
        if answer.where is not None:
            where = asking.expression(answer.where, "where")
            if not asking.is_admitted(where, names):
                return None
        value = asking.finite(asking.expression(str(answer.oracle), "oracle"), names)
        arguments = tuple(as_argument(each, answer.arrays) for each in inputs.values())
    except (SpecError, TypeError):
        return None
    arrays = [each for each in draw.taken if not isinstance(each, int)]
    if arrays and not any(array.any() for array in arrays):
        return None
    return Redrawn(tuple(draw.taken), Case(arguments, Truth(value, _allowed(value)), ()))


def _allowed(value: Floats) -> Floats:
    return np.full_like(value, _RELATIVE * max(1e-3, float(np.abs(value).max(initial=0.0))))
