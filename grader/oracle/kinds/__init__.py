"""How each answer kind is solved: one file each, and the one place that picks among them."""

from typing import assert_never

from grader.key.kinds import Key
from grader.oracle.asking import Asking
from grader.oracle.kinds.array import solve_array
from grader.oracle.kinds.formula import solve_formula
from grader.oracle.kinds.function import solve_function
from grader.oracle.kinds.listed import solve_choice, solve_names, solve_text
from grader.oracle.kinds.number import solve_number
from grader.oracle.kinds.relation import solve_relation
from grader.oracle.kinds.shape import solve_shape
from grader.spec.kinds import (
    Answer,
    ArrayAnswer,
    ChoiceAnswer,
    FormulaAnswer,
    FunctionAnswer,
    NamesAnswer,
    NumberAnswer,
    RelationAnswer,
    ShapeAnswer,
    TextAnswer,
)


def solve_answer(answer: Answer, asking: Asking | None) -> Key:  # noqa: C901 - one per kind
    """Compute what is right for one answer.

    Raises:
        SpecError: A reference fails, gives nan, or contradicts what the spec says of it.
    """
    if isinstance(answer, TextAnswer):
        return solve_text(answer)
    if asking is None:
        raise TypeError("only prose needs no oracle")
    match answer:
        case NumberAnswer():
            return solve_number(answer, asking)
        case ShapeAnswer():
            return solve_shape(answer, asking)
        case ArrayAnswer():
            return solve_array(answer, asking)
        case FormulaAnswer():
            return solve_formula(answer, asking)
        case NamesAnswer():
            return solve_names(answer, asking)
        case ChoiceAnswer():
            return solve_choice(answer)
        case FunctionAnswer():
            return solve_function(answer, asking)
        case RelationAnswer():
            return solve_relation(answer, asking)
        case _:
            assert_never(answer)
