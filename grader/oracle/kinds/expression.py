"""Solve an `expression`: the oracle's value at generated values of its symbols."""

from grader.key.kinds import Way
from grader.oracle.asking import Asking
from grader.oracle.kinds.called import plan_draw, plan_outputs, plan_where
from grader.oracle.plan import Plan
from grader.spec.kinds import ExpressionAnswer


def plan_expression(answer: ExpressionAnswer, asking: Asking) -> Plan:
    """Say how a closed form is evaluated."""
    pairs = ", ".join(f"{name!r}: {name}" for name in answer.symbols)
    ways = tuple(
        Way(label, script or f"words.evaluate({answer.name}, {{{pairs}}})")
        for label, script in answer.ways.items()
    )
    return Plan(
        asking,
        answer,
        tuple(answer.symbols),
        plan_outputs(asking, answer.oracle or ""),
        plan_draw(asking, answer.symbols, "symbols"),
        plan_where(answer, asking),
        ways,
        answer.cases,
        text=True,
    )
