"""How far right and wrong answers are from the line that separates them.

Everything is measured as a share of what is allowed, so the line is at 1. Right are computations in
float32, as torch adds up and term by term; wrong are misconceptions and mutants.
"""

import numpy as np

from grader.audit.mutation import Mutated
from grader.audit.presenting import Audited, cases_of, measure, measure_key
from grader.audit.results import Margin
from grader.key.kinds import ArrayKey, FunctionKey, NumberKey
from grader.oracle.what_if import WhatIf

_WAYS = {"float32": False, "float32, term by term": True}


def audit_margin(what_if: WhatIf, key: Audited, mutated: Mutated) -> Margin | None:
    """Measure both sides; None where nothing is computed with rounding."""
    if not isinstance(key, NumberKey | ArrayKey | FunctionKey):
        return None
    right: dict[str, float] = {}
    for name, one_by_one in _WAYS.items():
        found = what_if.in_single(one_by_one=one_by_one)
        if found is not None:
            right[name] = measure_key(key, found)
    wrong = {f"misconception {name}": ratio for name, ratio in _mistakes(key).items()}
    if mutated.closest_name:
        wrong[mutated.closest_name] = mutated.closest
    finite = {name: ratio for name, ratio in wrong.items() if np.isfinite(ratio)}
    worst = max(right, key=lambda name: right[name], default="")
    nearest = min(finite, key=lambda name: finite[name], default="")
    legitimate = right.get(worst, np.inf)
    return Margin(
        legitimate=float(legitimate) if np.isfinite(legitimate) else None,
        legitimate_name=worst,
        wrong=float(finite[nearest]) if nearest else None,
        wrong_name=nearest,
    )


def _mistakes(key: Audited) -> dict[str, float]:
    """Say how far off each misconception is at its worst."""
    found: dict[str, float] = {}
    for case in cases_of(key):
        for each in case.mistakes:
            ratio = measure(case.truth, each.value)
            found[each.id] = max(found.get(each.id, 0.0), ratio)
    return found


def measure_conditioning(key: Audited) -> float:
    """Say what is allowed at most, as a share of the largest value of the same case."""
    shares = [0.0]
    for case in cases_of(key):
        largest = float(np.abs(case.truth.value).max(initial=0.0))
        if largest:
            shares.append(float(case.truth.allowed.max(initial=0.0)) / largest)
    return max(shares)
