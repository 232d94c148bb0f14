"""Solve a `property`: there is no reference, only inputs, and how far rounding may part two sides.

The sides of a claim are computed behind walls, from what the student's code gives, and compared
here.
"""

import ast

import numpy as np

from grader.key.called import FunctionKey, Invariant, Operator, Way
from grader.key.truth import ROUNDING, Case, Truth
from grader.oracle.asking import Asking
from grader.oracle.calls import draw_calls
from grader.oracle.kinds.called import plan_draw, plan_where
from grader.oracle.plan import Output, Plan
from grader.spec.kinds import PropertyAnswer
from grader.spec.kinds.property import Claim
from grader.spec.script import runs_apart

_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def solve_property(answer: PropertyAnswer, asking: Asking) -> FunctionKey:
    """Draw the inputs.

    Raises:
        SpecError: A draw fails, or a claim is no comparison.
    """
    plan = plan_property(answer, asking)
    sides = [_sides(asking, answer, rank) for rank in range(len(answer.properties))]
    truth = Truth(np.zeros(()), np.asarray(_allowed(answer)))
    cases = tuple(
        Case(plan.arguments(inputs), truth, (), output=claim.id)
        for inputs in draw_calls(plan, plan.cases)
        for claim in answer.properties
    )
    return FunctionKey(
        answer.name,
        plan.parameters,
        cases,
        answer.marked,
        plan.ways,
        tuple(claim.id for claim in answer.properties),
        forbid=answer.forbid,
        invariants=tuple(
            Invariant(
                *(claim.id, _in_a_line(claim), each[1], claim.says, each[0]),
                apart=runs_apart(each[0], plan.parameters),
            )
            for claim, each in zip(answer.properties, sides, strict=True)
        ),
    )


def plan_property(answer: PropertyAnswer, asking: Asking) -> Plan:
    """Say how inputs are drawn; every claim says how its sides are computed."""
    nothing = asking.expression("0", "properties")  # what holds of a result is no value
    return Plan(
        asking,
        answer,
        tuple(answer.arguments),
        tuple(Output(claim.id, nothing) for claim in answer.properties),
        plan_draw(asking, answer.arguments),
        plan_where(answer, asking),
        (Way(),),
        answer.cases,
        slack=_allowed(answer),
    )


def _sides(asking: Asking, answer: PropertyAnswer, rank: int) -> tuple[str, Operator]:
    """Take a claim apart: what gives its sides as a pair, and what stands between them."""
    claim: Claim = answer.properties[rank]
    match ast.parse(claim.claim.strip()).body:
        case [*lines, ast.Expr(ast.Compare(left, [operator], [right]))] if (
            type(operator) in _OPERATORS
        ):
            pair = f"({ast.unparse(left)}, {ast.unparse(right)})"
            return "\n".join([*map(ast.unparse, lines), pair]), _OPERATORS[type(operator)]
        case _:
            raise asking.fail(
                f"wanted one comparison such as f(x) == x, found {claim.claim.strip()!r}",
                *("properties", rank, "claim"),
            )


def _in_a_line(claim: Claim) -> str:
    """Write a claim as a student reads it: in one line, lines before it included."""
    lines = (line.strip() for line in claim.claim.splitlines())
    return "; ".join(line for line in lines if line)


def _allowed(answer: PropertyAnswer) -> float:
    """What rounding may part the sides by, relative to the largest entry beside it."""
    return answer.tolerance.rtol if answer.tolerance is not None else ROUNDING
