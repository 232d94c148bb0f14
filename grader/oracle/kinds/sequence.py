"""Solve a `sequence`: every step from the state that is right before it."""

from typing import Any

from torch import Tensor

from grader.oracle.asking import Asking
from grader.oracle.cases import draw_names
from grader.oracle.draw import Draw
from grader.oracle.kinds.called import plan_outputs, plan_ways, plan_where
from grader.oracle.plan import Plan
from grader.spec.kinds import SequenceAnswer

STEP = "step"


def plan_sequence(answer: SequenceAnswer, asking: Asking) -> Plan:
    """Say how a step is called: with the state, then the inputs, then what stays the same.

    What it returns has the order of the state, however the oracle's lines are ordered.
    """
    oracle = answer.oracle or {}
    outputs = plan_outputs(asking, {name: oracle[name] for name in answer.state if name in oracle})
    compiled = {
        key: {name: asking.expression(text, key, name) for name, text in mapping.items()}
        for key, mapping in (
            ("state", answer.state),
            ("inputs", answer.inputs),
            ("arguments", answer.arguments),
        )
    }

    def draw(stream: Draw) -> list[dict[str, Any]]:
        # Each step is of a run of its own: the state before a step is the answer to the one before
        # it, and whoever is asked for both would be told the one by the other.
        return [walk(stream, step)[-1] for step in range(1, answer.steps + 1)]

    def walk(stream: Draw, steps: int) -> list[dict[str, Any]]:
        same = draw_names(asking, compiled["arguments"], stream)
        state = draw_names(asking, compiled["state"], stream, same)
        found: list[dict[str, Any]] = []
        for step in range(1, steps + 1):
            before = {**same, **state, STEP: step}
            inputs = draw_names(asking, compiled["inputs"], stream, before)
            found.append({**state, **inputs, **same, STEP: step})
            names = {**asking.names, **found[-1]}
            after = {each.name: asking.evaluate(each.reference, names) for each in outputs}
            state |= {name: _detached(value) for name, value in after.items()}
        return found

    parameters = (*answer.state, *answer.inputs, *answer.arguments)
    is_asked = any(STEP in script for script in answer.ways.values())
    return Plan(
        asking,
        answer,
        (*parameters, STEP) if is_asked else parameters,
        outputs,
        draw,
        plan_where(answer, asking),
        plan_ways(answer),
        answer.cases,
        steps=answer.steps,
    )


def _detached(value: Any) -> Any:
    return value.detach() if isinstance(value, Tensor) else value
