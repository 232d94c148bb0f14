"""Solve a `random`: draw the calls, and what chance each check expects in each of them."""

import ast

import numpy as np
import torch

from grader.key.kinds import Chances, RandomKey, Sampling
from grader.oracle.asking import Asking
from grader.oracle.calls import draw_calls
from grader.oracle.expression import Names
from grader.oracle.kinds.called import plan_draw, plan_where
from grader.oracle.plan import Plan
from grader.spec.kinds import RandomAnswer
from grader.spec.kinds.random import Chance

_GRID = 4001
_WIDTHS = (64.0, 4096.0, 1e6, 1e9)
"""The table of a distribution covers numbers up to one of these sizes, finer where they are small;
to the least that leaves next to nothing out."""

_LEFT_OUT = 1e-4


def solve_random(answer: RandomAnswer, asking: Asking) -> RandomKey:
    """Compute what every check expects.

    Raises:
        SpecError: An expression fails, or a chance is none.
    """
    plan = Plan(
        asking,
        answer,
        tuple(answer.arguments),
        (),
        plan_draw(asking, answer.arguments),
        plan_where(answer, asking),
        (),
        answer.cases,
    )
    calls = tuple(
        Sampling(
            plan.arguments(inputs),
            tuple(
                _chances(asking, check, rank, {**asking.names, **inputs})
                for rank, check in enumerate(answer.checks)
            ),
        )
        for inputs in draw_calls(plan, plan.cases)
    )
    looked_at = ", ".join(f"({check.of.strip()})" for check in answer.checks)
    if isinstance(answer.call, dict):
        raise asking.fail("wanted one way to call it, found several", "call")
    call = (answer.call or f"{answer.name}({', '.join(answer.arguments)})").strip()
    *before, last = _lines(call)
    script = "\n".join([*before, f"sample = {last}", f"({looked_at},)"])
    says = tuple(check.says for check in answer.checks)
    return RandomKey(answer.name, plan.parameters, script, calls, says, answer.least)


def _lines(call: str) -> list[str]:
    """Cut a call into its statements, however they are laid out."""
    return [ast.unparse(each) for each in ast.parse(call).body]


def _chances(asking: Asking, check: Chance, rank: int, names: Names) -> Chances:
    """Evaluate a share, or tabulate a distribution."""
    if (check.share is None) == (check.cdf is None):
        raise asking.fail("wanted either 'share' or 'cdf', found both or none", "checks", rank)
    if check.share is not None:
        expression = asking.expression(check.share, "checks", rank, "share")
        share = float(asking.finite(expression, names))
        if not 0 <= share <= 1:
            raise expression.fail(f"wanted a chance from 0 to 1, found {share:g}")
        return Chances(share, np.zeros(0), np.zeros(0))
    expression = asking.expression(check.cdf or "", "checks", rank, "cdf")
    grid, cdf = np.zeros(0), np.zeros(0)
    for width in _WIDTHS:
        grid = width * np.linspace(-1, 1, _GRID) ** 3
        found = asking.finite(expression, {**names, "t": torch.from_numpy(grid)})
        cdf = np.array(np.broadcast_to(found, grid.shape))
        if cdf[0] <= _LEFT_OUT and cdf[-1] >= 1 - _LEFT_OUT:
            break
    if cdf.min() < 0 or cdf.max() > 1 or bool((np.diff(cdf) < 0).any()):
        raise expression.fail("wanted chances from 0 to 1 that never fall as t grows")
    return Chances(None, grid, cdf)
