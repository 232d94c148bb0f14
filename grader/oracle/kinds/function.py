"""Solve a `function`: its reference on every case, the author's examples first."""

from typing import Any

import torch
from torch import Tensor

from grader.errors import SpecError
from grader.key.kinds import FunctionKey
from grader.oracle.asking import Asking
from grader.oracle.calls import draw_calls, solve_plan
from grader.oracle.expression import Names
from grader.oracle.flaws import Flaws
from grader.oracle.kinds.called import plan_draw, plan_outputs, plan_ways, plan_where
from grader.oracle.plan import Plan
from grader.record import replace
from grader.spec.kinds import FunctionAnswer


def solve_function(answer: FunctionAnswer, asking: Asking) -> FunctionKey:
    """Compute the cases.

    Raises:
        SpecError: The reference or a draw fails, or misconceptions are never shown.
    """
    plan = plan_function(answer, asking)
    return solve_plan(replace(plan, examples=read_examples(answer, plan)))


def plan_function(answer: FunctionAnswer, asking: Asking) -> Plan:
    """Say how a function is called and what is right, its examples aside."""
    return Plan(
        asking,
        answer,
        tuple(answer.arguments),
        plan_outputs(asking, answer.oracle or ""),
        plan_draw(asking, answer.arguments),
        plan_where(answer, asking),
        plan_ways(answer),
        answer.cases,
        unchanged=answer.unchanged,
    )


def read_examples(answer: FunctionAnswer, plan: Plan) -> tuple[Names, ...]:
    """Read the author's own cases.

    Raises:
        SpecError: They are no data of the form drawn, or the reference is not finite on them.
    """
    if not answer.examples:
        return ()
    drawn = next(draw_calls(plan, 1))
    flaws = Flaws()
    found: list[Names] = []
    for number in range(len(answer.examples)):
        with flaws:
            found.append(_example(answer, plan, drawn, number))
    flaws.raise_any(plan.asking.asked.source.file)
    return tuple(found)


def _example(answer: FunctionAnswer, plan: Plan, drawn: Names, number: int) -> dict[str, Any]:
    """Read an author's case as what is drawn for the same arguments: a tensor, a list of pairs.

    Raises:
        SpecError: It is something else, or the reference is not finite on it, as on a drawn case
            it may be.
    """
    asking, example = plan.asking, answer.examples[number]
    try:
        names = {name: _as(drawn[name], example[name]) for name in drawn}
        for output in plan.outputs:
            asking.finite(output.reference, {**asking.names, **names})
    except (TypeError, ValueError) as error:
        raise asking.fail(
            f"wanted data like those drawn, but {error}", "examples", number
        ) from None
    except SpecError as error:
        raise asking.fail(error.flaws[0].text, "examples", number) from error
    return names


def _as(model: object, data: object) -> Any:
    if isinstance(model, Tensor):
        return torch.tensor(data, dtype=model.dtype)
    if isinstance(model, list | tuple) and isinstance(data, list) and model:
        return type(model)(_as(model[0], each) for each in data)
    return data
