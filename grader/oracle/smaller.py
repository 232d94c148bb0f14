"""Draw one case of a call again, by choices that a shrinker makes."""

from collections.abc import Sequence

import numpy as np

from grader.errors import SpecError
from grader.key.truth import Case, Floats, Truth
from grader.oracle.plan import Plan
from grader.oracle.redraw import Choice, Redraw
from grader.oracle.second_look import Redrawn

_RELATIVE = 1e-4
"""Tolerance while shrinking: a derived one would cost more than the search."""


def redraw_case(
    plan: Plan, output: str, choices: Sequence[Choice], seeds: tuple[int, ...]
) -> Redrawn | None:
    """Draw a case by given choices and evaluate the reference on it.

    Args:
        plan: How it is drawn, called and solved.
        output: Which of its outputs.
        choices: In the order they are drawn; what they leave open is random.
        seeds: Of what is random.

    Returns:
        None where the condition or the reference does not admit it, or all its numbers are 0.
    """
    asking = plan.asking
    draw = Redraw(choices, asking.seed, asking.id, *seeds)
    found = next((each for each in plan.outputs if each.name == output), None)
    if found is None:
        return None
    try:
        inputs = plan.draw(draw)[0]
        names = {**asking.names, **inputs}
        if plan.where is not None and not asking.is_admitted(plan.where, names):
            return None
        value = asking.finite(found.reference, names)
        arguments = plan.arguments(inputs)
    except SpecError:
        return None
    arrays = [each for each in draw.taken if not isinstance(each, int)]
    if arrays and not any(array.any() for array in arrays):
        return None
    allowed = _allowed(value) if plan.slack is None else np.asarray(plan.slack)
    case = Case(arguments, Truth(value, allowed), (), output=output)
    return Redrawn(tuple(draw.taken), case)


def _allowed(value: Floats) -> Floats:
    return np.full_like(value, _RELATIVE * max(1e-3, float(np.abs(value).max(initial=0.0))))
