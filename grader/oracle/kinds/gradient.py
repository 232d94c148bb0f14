"""Solve a `gradient`: what torch differentiates in float64."""

from grader.oracle.asking import Asking
from grader.oracle.kinds.called import plan_draw, plan_ways, plan_where
from grader.oracle.plan import Output, Plan
from grader.sheet import UPSTREAM
from grader.spec.kinds.gradient import GradientAnswer
from grader.spec.script import names_in_script


def plan_gradient(answer: GradientAnswer, asking: Asking) -> Plan:
    """Say how a gradient is called; one that hides nothing comes from above.

    An upstream gradient of ones hides that it is left out, averaged, flipped or transposed, so it
    is drawn like any input.
    """
    arguments = dict(answer.arguments)
    takes_upstream = any(UPSTREAM in names_in_script(text) for text in answer.ways.values() if text)
    if takes_upstream:
        arguments.setdefault(UPSTREAM, f"normal(*({answer.of}).shape)")
    above = UPSTREAM if UPSTREAM in arguments else "1"
    several = len(answer.wrt) > 1
    outputs = tuple(
        Output(
            f"d{name}" if several else "",
            asking.expression(f"grad({answer.of}, wrt={name}, upstream={above})", "of"),
        )
        for name in answer.wrt
    )
    return Plan(
        asking,
        answer,
        tuple(arguments),
        outputs,
        plan_draw(asking, arguments),
        plan_where(answer, asking),
        plan_ways(answer),
        answer.cases,
    )
