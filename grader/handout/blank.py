"""Take the value out of an answer's key, and leave its form.

What comes out is made from what the spec promises and from `probes`, a key of other inputs; of the
right values nothing is read but whether they are numbers or arrays.
"""

import numpy as np

from grader.key.kinds import (
    ArrayKey,
    Chances,
    ChoiceKey,
    FigureKey,
    FormKey,
    FormulaKey,
    FunctionKey,
    NamesKey,
    NumberKey,
    PlainKey,
    RandomKey,
    RelationKey,
    ShapeKey,
    TextKey,
    TrainingKey,
)
from grader.key.truth import Case, Truth
from grader.record import replace
from grader.values import encode

MOST_POINTS = 24
"""Of a formula that is only checked for its form."""

MOST_CALLS = 2
"""The same, of a function."""


def blank_key(  # noqa: C901 - one case for each kind
    key: PlainKey, probe: PlainKey, shape: tuple[int, ...] | None
) -> FormKey:
    """Keep of a key what its form is.

    Args:
        key: With the right values.
        probe: A key of the same answer for other inputs, which its calls are taken from.
        shape: The dimensions that the question promises; None where it promises none.
    """
    match key:
        case NumberKey():
            return FormKey(replace(key, case=blank_case((), key.case)))
        case ArrayKey():
            blank = blank_case(shape or (1,), key.case)
            return FormKey(replace(key, case=blank, terms=None), is_shaped=shape is not None)
        case FunctionKey():
            return _blank_function(key, probe)
        case ShapeKey():
            return FormKey(replace(key, expected=(), mistakes={}))
        case FormulaKey():
            points = key.points[:MOST_POINTS]
            zeros = (0,) * len(points)
            return FormKey(replace(key, points=points, expected=zeros, mistakes={}, shown=""))
        case NamesKey():
            return FormKey(replace(key, expected=(), harmless=()))
        case ChoiceKey():
            return FormKey(replace(key, expected=()))
        case RelationKey():
            unknowns = tuple(replace(u, points=u.points[:MOST_POINTS]) for u in key.unknowns)
            return FormKey(RelationKey(unknowns, "", ()))
        case TextKey() | FigureKey():
            return FormKey(replace(key, rubric=()))
        case TrainingKey():
            runs = probe.runs if isinstance(probe, TrainingKey) else key.runs
            blank_run = replace(runs[0], labels=np.zeros_like(runs[0].labels))
            worst = -np.inf if key.metric == "accuracy" else np.inf
            return FormKey(replace(key, runs=(blank_run,), grades=((worst, 1.0),)))
        case RandomKey():
            nothing = Chances(0.5, np.zeros(0), np.zeros(0))
            calls = probe.calls if isinstance(probe, RandomKey) else key.calls
            blank_call = replace(calls[0], expected=(nothing,) * len(key.says))
            return FormKey(replace(key, calls=(blank_call,), says=("",) * len(key.says)))


def blank_case(shape: tuple[int, ...], like: Case) -> Case:
    """Make a case that any finite value of a shape is right in."""
    truth = Truth(np.zeros(shape), np.full(shape, np.inf))
    return replace(like, truth=truth, mistakes=())


def _blank_function(key: FunctionKey, probe: PlainKey) -> FormKey:
    """Keep a few calls, with inputs that no hidden case has where there are such."""
    hidden = {encode(list(case.arguments)) for case in key.cases}
    found = probe.calls if isinstance(probe, FunctionKey) else ()
    calls = [call for call in found if encode(list(call[0].arguments)) not in hidden] or key.calls
    cases = [case for call in calls[:MOST_CALLS] for case in call]
    blank = tuple(blank_case((1,) * bool(case.truth.value.ndim), case) for case in cases)
    are_numbers = not key.invariants and all(case.truth.value.ndim == 0 for case in cases)
    claims = tuple(replace(each, claim="", says="") for each in key.invariants)
    return FormKey(replace(key, cases=blank, invariants=claims), is_shaped=are_numbers)
