"""How each answer kind is solved: one file each, and the one place that picks among them."""

from collections.abc import Callable
from typing import assert_never

from grader.key.kinds import Key
from grader.oracle.asking import Asking
from grader.oracle.calls import solve_plan
from grader.oracle.kinds.array import solve_array
from grader.oracle.kinds.expression import plan_expression
from grader.oracle.kinds.formula import solve_formula
from grader.oracle.kinds.function import plan_function, solve_function
from grader.oracle.kinds.gradient import plan_gradient
from grader.oracle.kinds.listed import solve_choice, solve_figure, solve_names, solve_text
from grader.oracle.kinds.module import plan_module
from grader.oracle.kinds.number import solve_number
from grader.oracle.kinds.property import plan_property, solve_property
from grader.oracle.kinds.random import solve_random
from grader.oracle.kinds.relation import solve_relation
from grader.oracle.kinds.sequence import plan_sequence
from grader.oracle.kinds.shape import solve_shape
from grader.oracle.kinds.training import solve_training
from grader.oracle.plan import Plan
from grader.spec.assignment import AskedPart
from grader.spec.base import Judged
from grader.spec.kinds import (
    ArrayAnswer,
    ChoiceAnswer,
    ExpressionAnswer,
    FigureAnswer,
    FormulaAnswer,
    FunctionAnswer,
    GradientAnswer,
    ModuleAnswer,
    NamesAnswer,
    NumberAnswer,
    PropertyAnswer,
    RandomAnswer,
    RelationAnswer,
    SequenceAnswer,
    ShapeAnswer,
    TextAnswer,
    TrainingAnswer,
)
from grader.spec.kinds.called import Called

Listed = NamesAnswer | ChoiceAnswer | FigureAnswer | TextAnswer

PLANS: dict[type[Called], Callable[..., Plan]] = {
    ExpressionAnswer: plan_expression,
    FunctionAnswer: plan_function,
    GradientAnswer: plan_gradient,
    ModuleAnswer: plan_module,
    PropertyAnswer: plan_property,
    SequenceAnswer: plan_sequence,
}
"""How each kind of code is called; each takes that kind's own answer."""

_SOLVERS: dict[type[Judged], Callable[..., Key]] = {
    ArrayAnswer: solve_array,
    FormulaAnswer: solve_formula,
    FunctionAnswer: solve_function,
    NumberAnswer: solve_number,
    PropertyAnswer: solve_property,
    RandomAnswer: solve_random,
    RelationAnswer: solve_relation,
    ShapeAnswer: solve_shape,
    TrainingAnswer: solve_training,
}


def solve_judged(answer: Judged, asking: Asking) -> Key:
    """Compute what is right for an answer with a reference.

    Raises:
        SpecError: A reference fails, gives nan, or contradicts what the spec says of it.
    """
    solver = _SOLVERS.get(type(answer))
    if solver is not None:
        return solver(answer, asking)
    if isinstance(answer, Called):
        return solve_plan(plan_called(answer, asking))
    raise TypeError(f"nothing solves a {type(answer).__name__}")


def plan_called(answer: Called, asking: Asking) -> Plan:
    """Say how the code of an answer is called.

    Raises:
        SpecError: The reference cannot be made.
    """
    return PLANS[type(answer)](answer, asking)


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
        case FigureAnswer():
            return solve_figure(answer)
        case TextAnswer():
            return solve_text(answer)
        case _:
            assert_never(answer)
