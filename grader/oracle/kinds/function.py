"""Solve a `function`: draw cases, evaluate the reference on each, keep the telling ones."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from grader.key.kinds import FunctionKey
from grader.oracle.asking import Asking
from grader.oracle.cases import POOL, check_shown, choose, draw_inputs, solve_cases
from grader.spec.kinds import FunctionAnswer


def solve_function(answer: FunctionAnswer, asking: Asking) -> FunctionKey:
    """Compute the cases.

    Raises:
        SpecError: The reference or a draw fails, or a misconception is never shown.
    """
    reference = asking.expression(str(answer.oracle), "oracle")
    drawn = list(draw_inputs(asking, answer.arguments, answer.where, POOL * answer.cases))
    examples = [_like(example, drawn[0]) for example in answer.examples]
    fixed = solve_cases(asking, reference, examples, answer.arrays)
    chosen = choose(solve_cases(asking, reference, drawn, answer.arrays), answer.cases)
    cases = (*fixed, *chosen)
    check_shown(asking, cases)
    return FunctionKey(answer.name, tuple(answer.arguments), cases, answer.marked)


def _like(example: Mapping[str, object], drawn: Mapping[str, Any]) -> dict[str, Any]:
    """Read an author's data as what is drawn for the same argument: a tensor, a list of pairs."""
    return {name: _as(drawn[name], example[name]) for name in drawn}


def _as(model: object, data: object) -> Any:
    if isinstance(model, Tensor):
        return torch.tensor(data, dtype=model.dtype)
    if isinstance(model, list | tuple) and isinstance(data, list) and model:
        return type(model)(_as(model[0], each) for each in data)
    return data
