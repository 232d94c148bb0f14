"""Solve an `array`: evaluate its reference, derive its tolerance."""

from grader.key.kinds import ArrayKey
from grader.oracle.asking import Asking
from grader.oracle.cases import check_shown
from grader.oracle.terms import find_terms
from grader.spec.kinds import ArrayAnswer


def solve_array(answer: ArrayAnswer, asking: Asking) -> ArrayKey:
    """Compute the array.

    Raises:
        SpecError: The reference fails, is not finite, or has not the shape promised.
    """
    reference = asking.expression(str(answer.oracle), "oracle")
    case = asking.case(reference)
    if answer.shape is not None and case.truth.value.shape != answer.shape:
        raise reference.fail(
            f"wanted shape {answer.shape} as promised, but {reference.text.strip()!r} gave "
            f"{case.truth.value.shape}"
        )
    check_shown(asking, [case])
    terms = None
    if answer.terms and not asking.is_carried:
        terms = find_terms(asking.evaluator, reference, asking.names, answer.terms)
    return ArrayKey(answer.name, case, answer.marked, terms)
