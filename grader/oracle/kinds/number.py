"""Solve a `number`: evaluate its reference, derive its tolerance."""

from grader.key.kinds import NumberKey
from grader.oracle.asking import Asking
from grader.oracle.cases import check_shown
from grader.spec.kinds import NumberAnswer


def solve_number(answer: NumberAnswer, asking: Asking) -> NumberKey:
    """Compute the number.

    Raises:
        SpecError: The reference fails, is not finite, or is not one number.
    """
    reference = asking.expression(str(answer.oracle), "oracle")
    case = asking.case(reference)
    if case.truth.value.ndim:
        raise reference.fail(f"wanted one number, found an array of shape {case.truth.value.shape}")
    check_shown(asking, [case])
    return NumberKey(answer.name, case)
