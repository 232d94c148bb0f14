"""Solve a plan: draw calls, evaluate every output's reference, keep the calls that tell most."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from grader.key.kinds import Effort, FunctionKey
from grader.key.truth import Case, Floats, Mistake, Truth
from grader.oracle import tolerance
from grader.oracle.cases import (
    ATTEMPTS,
    POOL,
    ROUNDS,
    Drawn,
    check_evaluated,
    check_shown,
    choose,
    draw_names,
    solve_rounds,
)
from grader.oracle.draw import Draw
from grader.oracle.expression import Names
from grader.oracle.plan import Plan
from grader.record import replace
from grader.values import Array, Value

_NOTHING = 2.0**-20
"""What is this much smaller than its tolerance is a zero that float64 did not quite meet."""

_ILL = 1 / 64
"""A case is ill-conditioned where rounding may part right answers by this share of their size."""


def solve_plan(plan: Plan) -> FunctionKey:
    """Compute the cases of a plan.

    Raises:
        SpecError: A reference or a draw fails, or misconceptions are never shown.
    """
    asking = plan.asking
    size = plan.cases * plan.steps if plan.steps else POOL * plan.cases
    fixed = len(plan.examples)
    solved = solve_rounds(
        itertools.chain(plan.examples, draw_calls(plan, ROUNDS * size)),
        fixed + size,
        lambda inputs: solve_calls(plan, inputs),
        [each.id for each in asking.answer.misconceptions],
    )
    if len(solve_calls(plan, plan.examples)) < fixed:
        raise asking.fail(
            "wanted examples in which rounding moves a right answer little, found one in which it "
            "moves it visibly (give the answer a tolerance, or another example)",
            "examples",
        )
    _check_enough(plan, len(solved) - fixed)
    check_evaluated(asking, solved)
    found = tuple(
        asking.refined(case, output.reference, names)
        for names, cases in _keep(plan, solved)
        for case, output in zip(cases, plan.outputs, strict=True)
    )
    check_shown(asking, found)
    return FunctionKey(
        plan.answer.name,
        plan.parameters,
        _with_unchanged(plan, found) if plan.unchanged else found,
        plan.answer.marked,
        plan.ways,
        tuple(output.name for output in plan.outputs if output.name),
        plan.unchanged,
        plan.text,
        plan.answer.forbid,
        _effort(plan),
    )


def _effort(plan: Plan) -> Effort | None:
    """Draw what efficiency is measured on.

    Raises:
        SpecError: A draw fails, or an argument is missing.
    """
    asking, effort = plan.asking, plan.answer.effort
    if effort is None:
        return None
    missing = [name for name in plan.parameters if name not in effort.arguments]
    if missing:
        raise asking.fail(f"wanted every argument, found none for {missing[0]!r}", "effort")
    drawn = {
        name: asking.expression(text, "effort", "arguments", name)
        for name, text in effort.arguments.items()
    }
    inputs = draw_names(asking, drawn, Draw(asking.seed, asking.id, "effort"))
    arguments = plan.arguments(inputs)
    return Effort(arguments, effort.yardstick, effort.time, effort.memory, effort.credit)


def _keep(plan: Plan, solved: list[Drawn]) -> list[Drawn]:
    """Keep the author's examples and the telling calls; of runs, all."""
    if plan.steps:
        return solved
    fixed = len(plan.examples)
    pool = solved[fixed:]
    chosen = choose([cases for _, cases in pool], plan.cases)
    return [*solved[:fixed], *(pool[number] for number in chosen)]


def _check_enough(plan: Plan, found: int) -> None:
    if found < plan.cases:
        text = plan.outputs[0].reference.text.strip()
        raise plan.outputs[0].reference.fail(
            f"wanted {plan.cases} drawn cases in which {text!r} is finite and well-conditioned, "
            f"found {found} (say under where what it is defined for)"
        )


def draw_calls(plan: Plan, count: int) -> Iterator[dict[str, Any]]:
    """Draw the inputs of `count` calls or runs, in order, each by its own seed.

    Raises:
        SpecError: An expression raised, or `where` admits almost nothing.
    """
    asking = plan.asking
    for number in range(count):
        for attempt in range(ATTEMPTS):
            found = plan.draw(Draw(asking.seed, asking.id, number, attempt))
            if plan.where is None or all(
                asking.is_admitted(plan.where, {**asking.names, **inputs}) for inputs in found
            ):
                yield from found
                break
        else:
            raise asking.fail(
                f"wanted a condition that drawn cases can meet, found none in {ATTEMPTS} draws "
                "that does (widen it, or draw closer to it)",
                "where",
            )


def solve_calls(plan: Plan, inputs: Sequence[Names]) -> list[Drawn]:
    """Solve the drawn calls whose references are finite and well-conditioned.

    Whole numbers are compared exactly only where an output gives nothing else: a mean that happens
    to be whole in one case is as rounded as in the others.

    Raises:
        SpecError: A reference raised, or its tolerance cannot be derived.
    """
    asking = plan.asking
    names = [{**asking.names, **each} for each in inputs]
    values = [[asking.floats(output.reference, each) for output in plan.outputs] for each in names]
    finite = [n for n, row in enumerate(values) if all(np.isfinite(v).all() for v in row)]
    exact = [
        asking.answer.tolerance is None
        and all(asking.stays_whole(output.reference, names[n], values[n][place]) for n in finite)
        for place, output in enumerate(plan.outputs)
    ]
    found: list[Drawn] = []
    for n in finite:
        truths = [
            tolerance.exact(value) if whole else asking.truth(output.reference, names[n], value)
            for output, value, whole in zip(plan.outputs, values[n], exact, strict=True)
        ]
        if asking.answer.tolerance is None and any(map(is_ill_conditioned, truths)):
            continue
        arguments = plan.arguments(inputs[n])
        pairs = zip(plan.outputs, truths, strict=True)
        cases = (asking.drawn_case(names[n], arguments, truth, o.name) for o, truth in pairs)
        found.append((names[n], tuple(cases)))
    return found


def is_ill_conditioned(truth: Truth) -> bool:
    """Whether rounding alone may move a right answer visibly: such a case would fail right code.

    What is zero but for the last bits, as the gradient by a bias that a softmax takes out again, is
    no such case: whoever is right gives nearly nothing too.
    """
    largest = float(np.abs(truth.value).max(initial=0.0))
    allowed = float(truth.allowed.max(initial=0.0))
    return _NOTHING * allowed < largest < allowed / _ILL


def _with_unchanged(plan: Plan, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """Add, after the outputs of each call, the arguments that must be as before."""
    found: list[Case] = []
    size = len(plan.outputs)
    for start in range(0, len(cases), size):
        mine = cases[start : start + size]
        found += mine
        for name in plan.unchanged:
            value = _floats(mine[0].arguments[plan.parameters.index(name)])
            truth = Truth(value, np.zeros_like(value))
            same = tuple(Mistake(each.id, value) for each in mine[0].mistakes)
            found.append(replace(mine[0], truth=truth, mistakes=same, output=name))
    return tuple(found)


def _floats(value: Value) -> Floats:
    data = value.data if isinstance(value, Array) else value
    return np.asarray(data, dtype=np.float64)
