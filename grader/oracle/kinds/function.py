"""Solve a `function`: draw cases, evaluate the reference on each, keep the telling ones."""

import functools
import itertools
from typing import Any

import torch
from torch import Tensor

from grader.errors import SpecError
from grader.key.kinds import FunctionKey
from grader.oracle.asking import Asking
from grader.oracle.cases import (
    POOL,
    ROUNDS,
    check_evaluated,
    check_shown,
    choose,
    draw_inputs,
    solve_cases,
    solve_rounds,
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
    size = POOL * answer.cases
    draws = draw_inputs(asking, answer.arguments, answer.where, ROUNDS * size)
    first = next(draws)
    examples = _examples(answer, asking, reference, first)
    solved = solve_rounds(
        itertools.chain(examples, (first,), draws),
        len(examples) + size,
        functools.partial(solve_cases, asking, reference, answer.arrays),
        [each.id for each in answer.misconceptions],
    )
    if len(solved) < len(examples) + answer.cases:
        raise reference.fail(
            f"wanted {answer.cases} drawn cases in which {reference.text.strip()!r} is finite, "
            f"found {len(solved) - len(examples)} (say under where what it is defined for)"
        )
    check_evaluated(asking, solved)
    fixed, pool = solved[: len(examples)], solved[len(examples) :]
    kept = [*fixed, *(pool[number] for number in choose([case for _, case in pool], answer.cases))]
    cases = tuple(asking.refined(case, reference, names) for names, case in kept)
    check_shown(asking, cases)
    return FunctionKey(answer.name, tuple(answer.arguments), cases, answer.marked)


def _examples(
    answer: FunctionAnswer, asking: Asking, reference: Expression, drawn: Names
) -> list[Names]:
    flaws = Flaws()
    found: list[Names] = []
    for number in range(len(answer.examples)):
        with flaws:
            found.append(_example(answer, asking, reference, drawn, number))
    flaws.raise_any(asking.asked.source.file)
    return found


def _example(
    answer: FunctionAnswer, asking: Asking, reference: Expression, drawn: Names, number: int
) -> dict[str, Any]:
    """Read an author's case as what is drawn for the same arguments: a tensor, a list of pairs.

    Raises:
        SpecError: It is something else, or the reference is not finite on it, as on a drawn case
            it may be.
    """
    example = answer.examples[number]
    try:
        names = {name: _as(drawn[name], example[name]) for name in drawn}
        asking.finite(reference, {**asking.names, **names})
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
