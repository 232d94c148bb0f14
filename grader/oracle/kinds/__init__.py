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
from grader.spec.assignment import AskedPart
from grader.spec.kinds import (
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

Reference = (
    NumberAnswer | ShapeAnswer | ArrayAnswer | FormulaAnswer | FunctionAnswer | RelationAnswer
)
Listed = NamesAnswer | ChoiceAnswer | TextAnswer


def solve_judged(answer: Reference, asking: Asking) -> Key:
    """Compute what is right for an answer with a reference.

    Raises:
        SpecError: A reference fails, gives nan, or contradicts what the spec says of it.
    """
    match answer:
        case NumberAnswer():
            return solve_number(answer, asking)
        case ShapeAnswer():
            return solve_shape(answer, asking)
        case ArrayAnswer():
            return solve_array(answer, asking)
        case FormulaAnswer():
            return solve_formula(answer, asking)
        case FunctionAnswer():
            return solve_function(answer, asking)
        case RelationAnswer():
            return solve_relation(answer, asking)
        case _:
            assert_never(answer)


def solve_listed(answer: Listed, asked: AskedPart, index: int) -> Key:
    """Take what is right for an answer whose truth the spec itself lists.

    Raises:
        SpecError: Names that the module they are to live in does not know.
    """
    match answer:
        case NamesAnswer():
            return solve_names(answer, asked, index)
        case ChoiceAnswer():
            return solve_choice(answer)
        case TextAnswer():
            return solve_text(answer)
        case _:
            assert_never(answer)
