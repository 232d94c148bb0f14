"""Solve a `function`: draw cases, evaluate the reference on each, keep the telling ones."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from grader.errors import SpecError
from grader.key.kinds import FunctionKey
from grader.oracle.asking import Asking
from grader.oracle.cases import (
    POOL,
    check_evaluated,
    check_shown,
    choose,
    draw_inputs,
    solve_cases,
)
from grader.oracle.expression import Expression, Names
from grader.oracle.flaws import Flaws
from grader.spec.kinds import FunctionAnswer


def solve_function(answer: FunctionAnswer, asking: Asking) -> FunctionKey:
    """Compute the cases.

    Raises:
        SpecError: The reference or a draw fails, or misconceptions are never shown.
    """
    reference = asking.expression(str(answer.oracle), "oracle")
    drawn = list(draw_inputs(asking, answer.arguments, answer.where, POOL * answer.cases))
    examples = [_like(example, drawn[0]) for example in answer.examples]
    inputs = [*examples, *drawn]
    flaws = Flaws()
    for number, example in enumerate(examples):
        with flaws:
            _check_example(asking, reference, example, number)
    flaws.raise_any(asking.asked.source.file)
    solved = solve_cases(asking, reference, inputs, answer.arrays, len(examples) + answer.cases)
    check_evaluated(asking, solved)
    fixed, pool = solved[: len(examples)], solved[len(examples) :]
    kept = [*fixed, *(pool[number] for number in choose([case for _, case in pool], answer.cases))]
    cases = tuple(asking.refined(case, reference, names) for names, case in kept)
    check_shown(asking, cases)
    return FunctionKey(answer.name, tuple(answer.arguments), cases, answer.marked)


def _check_example(asking: Asking, reference: Expression, example: Names, number: int) -> None:
    """Refuse an example whose reference is not finite, which a drawn case may be."""
    try:
        asking.finite(reference, {**asking.names, **example})
    except SpecError as error:
        raise asking.fail(error.flaws[0].text, "examples", number) from error


def _like(example: Mapping[str, object], drawn: Mapping[str, Any]) -> dict[str, Any]:
    """Read an author's data as what is drawn for the same argument: a tensor, a list of pairs."""
    return {name: _as(drawn[name], example[name]) for name in drawn}


def _as(model: object, data: object) -> Any:
    if isinstance(model, Tensor):
        return torch.tensor(data, dtype=model.dtype)
    if isinstance(model, list | tuple) and isinstance(data, list) and model:
        return type(model)(_as(model[0], each) for each in data)
    return data
