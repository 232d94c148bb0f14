"""Solve a `relation`: both sides of its claim on generated inputs, for a binding of its unknowns.

The reference's binding and every misconception's are settled in advance; a student's own is settled
when it is met, on the same inputs.
"""

import ast
import functools
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from grader.errors import SpecError
from grader.key.kinds import Binding, RelationKey, Settled, Trial, Unknown
from grader.key.truth import Case, Floats, Mistake, Truth
from grader.oracle.asking import Asking
from grader.oracle.cases import (
    POOL,
    ROUNDS,
    Drawn,
    choose,
    differs,
    draw_inputs,
    solve_rounds,
)
from grader.oracle.expression import Expression, Names
from grader.oracle.flaws import Flaws
from grader.record import Record, replace
from grader.spec.base import Misconception
from grader.spec.kinds import RelationAnswer


class Claim(Record, frozen=True):
    """An equation and the inputs it is tested on."""

    asking: Asking
    unknowns: tuple[Unknown, ...]
    left: Expression
    right: Expression
    reference: Binding
    inputs: tuple[Names, ...]
    allowed: tuple[Floats, ...]
    """How far the sides may be apart on each input, by the rounding of both; shape of the right
    side. Never exact: a side that happens to be whole is as rounded as any other."""

    def settle(self, binding: Binding, mistake: str | None = None) -> Settled:
        """Evaluate both sides on every input.

        Args:
            binding: A value of every unknown, in order.
            mistake: The misconception that binds so, if one does.

        Raises:
            SpecError: A side cannot be evaluated so.
        """
        trials = zip(self.inputs, self.allowed, strict=True)
        return Settled(
            binding, mistake, tuple(self._trial(each, allowed, binding) for each, allowed in trials)
        )

    def _trial(self, inputs: Names, allowed: Floats, binding: Binding) -> Trial:
        left = _side(self.asking, self.left, inputs, _bound(self.unknowns, binding))
        right = _side(self.asking, self.right, inputs, _bound(self.unknowns, binding))
        shown = {name: _show(value) for name, value in inputs.items()}
        spread = np.full(left.shape, float(allowed.max(initial=0.0)))
        within = allowed if left.shape == allowed.shape else spread
        return Trial(shown, Truth(left, within), Truth(right, allowed))


def solve_relation(answer: RelationAnswer, asking: Asking) -> RelationKey:
    """Settle the claim for the reference and for each misconception.

    Raises:
        SpecError: The reference does not make the claim true, or misconceptions do.
    """
    claim = build_claim(answer, asking)
    reference = claim.settle(claim.reference)
    for trial in reference.trials:
        if not holds(trial):
            raise asking.fail(
                "wanted values that make the claim true, found it false for them: "
                f"{_brief(trial.left.value)} == {_brief(trial.right.value)} (change the claim or "
                "the values)",
                "oracle",
            )
    settled = [reference]
    flaws = Flaws()
    for number, each in enumerate(answer.misconceptions):
        with flaws:
            settled.append(_settle_mistake(claim, each, number))
    flaws.raise_any(asking.asked.source.file)
    return RelationKey(claim.unknowns, answer.claim, tuple(settled))


def _settle_mistake(claim: Claim, each: Misconception, number: int) -> Settled:
    keys = ("misconceptions", number, "oracle")
    try:
        settled = claim.settle(_mistaken(claim, each, number), each.id)
    except SpecError as error:
        raise claim.asking.fail(error.flaws[0].text, *keys) from error
    if not any(differs(trial.right, trial.left.value) for trial in settled.trials):
        raise claim.asking.fail(
            f"wanted a mistake, found that {each.id!r} makes the claim true (change its values, or "
            "draw inputs that show it)",
            *keys,
        )
    return settled


def _mistaken(claim: Claim, each: Misconception, number: int) -> Binding:
    """Evaluate a mistake's value of every unknown."""
    keys = ("misconceptions", number, "oracle")
    if isinstance(each.oracle, str):
        raise claim.asking.fail("wanted a value for each unknown, found one expression", *keys)
    return _binding(claim.asking, claim.unknowns, each.oracle, *keys)


def build_claim(answer: RelationAnswer, asking: Asking) -> Claim:
    """Compile the claim, and choose inputs that tell its mistakes from the truth.

    Raises:
        SpecError: A draw fails, or a side cannot be evaluated with the reference's values.
    """
    unknowns = tuple(_unknown(name, form) for name, form in answer.unknowns.items())
    tree = ast.parse(answer.claim.strip(), mode="eval").body
    if not isinstance(tree, ast.Compare):
        raise asking.fail("wanted an equation left == right", "claim")
    left, right = (
        asking.expression(ast.unparse(side), "claim") for side in (tree.left, tree.comparators[0])
    )
    reference = _binding(asking, unknowns, answer.oracle or {}, "oracle")
    claim = Claim(asking, unknowns, left, right, reference, (), ())
    size = POOL * answer.cases
    pool = solve_rounds(
        draw_inputs(asking, answer.arguments, answer.where, ROUNDS * size),
        size,
        functools.partial(_gaps, claim),
        [each.id for each in answer.misconceptions],
    )
    kept = [pool[number] for number in choose([cases for _, cases in pool], answer.cases)]
    inputs, cases = zip(*kept, strict=True)
    return replace(claim, inputs=inputs, allowed=tuple(case.truth.allowed for (case,) in cases))


def _gaps(claim: Claim, inputs: Sequence[Names]) -> list[Drawn]:
    """See how far apart each mistake leaves the sides on each input; the truth leaves no gap.

    Raises:
        SpecError: A side cannot be evaluated with the reference's values.
    """
    wrong = [
        (each.id, _mistaken(claim, each, number))
        for number, each in enumerate(claim.asking.answer.misconceptions)
    ]
    values = _bound(claim.unknowns, claim.reference)
    found: list[Drawn] = []
    for names in inputs:
        allowed = _allowed(claim.asking, claim.left, claim.right, {**names, **values})
        mistakes = (Mistake(name, _gap(claim, names, binding)) for name, binding in wrong)
        truth = Truth(np.zeros_like(allowed), allowed)
        found.append((names, (Case((), truth, tuple(mistakes)),)))
    return found


def _gap(claim: Claim, names: Names, binding: Binding) -> Floats | None:
    values = _bound(claim.unknowns, binding)
    try:
        left = _side(claim.asking, claim.left, names, values)
        right = _side(claim.asking, claim.right, names, values)
    except SpecError:
        return None
    if left.shape != right.shape:
        return None
    with np.errstate(invalid="ignore"):
        return np.asarray(left - right)


def _allowed(asking: Asking, left: Expression, right: Expression, names: Names) -> Floats:
    """Measure how far rounding may part the sides; the shape of the right one."""
    everything = {**asking.names, **names}
    sides = [(side, asking.finite(side, everything)) for side in (left, right)]
    if sides[0][1].shape != sides[1][1].shape:
        raise left.fail(
            "wanted sides of one shape, found "
            f"{sides[0][1].shape} == {sides[1][1].shape} (make both a number, or both an array)"
        )
    near = [asking.closeness(side, everything, value) for side, value in sides]
    return np.asarray(near[0] + near[1])


def _side(asking: Asking, side: Expression, inputs: Names, values: Names) -> Floats:
    """Evaluate one side of a claim; it need not be finite.

    Raises:
        SpecError: It raised.
    """
    return asking.floats(side, {**asking.names, **inputs, **values})


def holds(trial: Trial) -> bool:
    """Whether both sides agree, within what rounding explains."""
    left, right = trial.left.value, trial.right.value
    with np.errstate(invalid="ignore"):
        return left.shape == right.shape and bool(
            np.all(np.abs(left - right) <= trial.right.allowed)
        )


def _unknown(name: str, form: object) -> Unknown:
    if not isinstance(form, Mapping):
        return Unknown(name)
    return Unknown(name, tuple(form), tuple(itertools.product(*form.values())))


def _bound(unknowns: tuple[Unknown, ...], binding: Binding) -> dict[str, Any]:
    """Give each unknown its value, as a number or as a function that looks its points up."""
    return {
        unknown.name: values[0] if not unknown.variables else _looked_up(unknown, values)
        for unknown, values in zip(unknowns, binding, strict=True)
    }


def _binding(
    asking: Asking, unknowns: tuple[Unknown, ...], values: Mapping[str, str], *keys: str | int
) -> Binding:
    """Evaluate the author's value of every unknown."""
    found = []
    for unknown in unknowns:
        expression = asking.expression(values[unknown.name], *keys, unknown.name)
        points = [dict(zip(unknown.variables, point, strict=True)) for point in unknown.points]
        names = [{**asking.names, **point} for point in points] or [dict(asking.names)]
        found.append(tuple(_number(asking, expression, each) for each in names))
    return tuple(found)


def _number(asking: Asking, expression: Expression, names: Names) -> float:
    value = asking.floats(expression, names)
    if value.ndim:
        raise expression.fail(f"wanted one number, found an array of shape {value.shape}")
    return float(value)


def _looked_up(unknown: Unknown, values: tuple[float, ...]) -> Callable[..., float]:
    table: dict[tuple[object, ...], float] = dict(zip(unknown.points, values, strict=True))

    def look_up(*point: object) -> float:
        where = tuple(each.item() if isinstance(each, torch.Tensor) else each for each in point)
        if where not in table:
            at = ", ".join(f"{n}={v}" for n, v in zip(unknown.variables, where, strict=True))
            raise LookupError(f"{unknown.name} is asked for at {at}, outside its range")
        return table[where]

    return look_up


def _show(value: object) -> str:
    return str(value.tolist()) if isinstance(value, torch.Tensor) else str(value)


def _brief(value: Floats) -> str:
    """Write the first number of a side."""
    return f"{value.flat[0]:g}" if value.size else "nothing"
