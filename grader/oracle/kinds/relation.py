"""Solve a `relation`: both sides of its claim on generated inputs, for a binding of its unknowns.

The reference's binding and every misconception's are settled in advance; a student's own is settled
when it is met, on the same inputs.
"""

import ast
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from grader.key.kinds import Binding, RelationKey, Settled, Trial, Unknown
from grader.key.truth import Floats, Truth
from grader.oracle import tolerance
from grader.oracle.asking import Asking
from grader.oracle.cases import draw_inputs
from grader.oracle.expression import Expression, Names, leaves, precision
from grader.oracle.tolerance import to_floats
from grader.spec.kinds import RelationAnswer


@dataclass(frozen=True, slots=True)
class Claim:
    """An equation and the inputs it is tested on."""

    asking: Asking
    unknowns: tuple[Unknown, ...]
    left: Expression
    right: Expression
    inputs: tuple[Names, ...]
    reference: Binding

    def settle(self, binding: Binding, mistake: str | None = None) -> Settled:
        """Evaluate both sides on every input.

        Args:
            binding: A value of every unknown, in order.
            mistake: The misconception that binds so, if one does.
        """
        return Settled(
            binding, mistake, tuple(self._trial(names, binding) for names in self.inputs)
        )

    def _trial(self, names: Names, binding: Binding) -> Trial:
        right = self._side(self.right, names, self.reference)
        exact = self._side(self.left, names, self.reference)
        allowed = np.asarray(right.allowed + exact.allowed)
        value = self._floats(self.left, {**names, **self._bound(binding)})
        shown = {name: _show(value) for name, value in names.items()}
        return Trial(
            shown, Truth(value, np.broadcast_to(allowed, value.shape)), Truth(right.value, allowed)
        )

    def _side(self, side: Expression, names: Names, binding: Binding) -> Truth:
        """Evaluate one side with its tolerance."""
        everything = {**names, **self._bound(binding)}
        value = self._floats(side, everything)
        return tolerance.derive(
            lambda jittered: self.asking.evaluator.evaluate(
                side, {**self.asking.names, **jittered}
            ),
            everything,
            value,
        )

    def _floats(self, side: Expression, names: Names) -> Floats:
        with precision(torch.float64):
            everything = {**self.asking.names, **leaves(names, torch.float64)}
            return to_floats(self.asking.evaluator.evaluate(side, everything))

    def _bound(self, binding: Binding) -> dict[str, Any]:
        return {
            unknown.name: values[0] if not unknown.variables else _looked_up(unknown, values)
            for unknown, values in zip(self.unknowns, binding, strict=True)
        }


def solve_relation(answer: RelationAnswer, asking: Asking) -> RelationKey:
    """Settle the claim for the reference and for each misconception.

    Raises:
        SpecError: The reference does not make the claim true, or a misconception does.
    """
    claim = build_claim(answer, asking)
    reference = claim.settle(claim.reference)
    if not all(holds(trial) for trial in reference.trials):
        raise asking.fail(
            "wanted values that make the claim true, found it false for them", "oracle"
        )
    settled = [reference]
    for number, each in enumerate(answer.misconceptions):
        if isinstance(each.oracle, str):
            raise asking.fail(
                "wanted a value for each unknown, found one expression", "misconceptions", number
            )
        binding = _binding(asking, claim.unknowns, each.oracle, "misconceptions", number, "oracle")
        settled.append(claim.settle(binding, each.id))
        if all(holds(trial) for trial in settled[-1].trials):
            raise asking.fail(
                f"wanted a mistake, found that {each.id!r} makes the claim true",
                *("misconceptions", number, "oracle"),
            )
    return RelationKey(claim.unknowns, answer.claim, tuple(settled))


def build_claim(answer: RelationAnswer, asking: Asking) -> Claim:
    """Compile the claim and draw the inputs it is tested on."""
    unknowns = tuple(_unknown(name, form) for name, form in answer.unknowns.items())
    tree = ast.parse(answer.claim.strip(), mode="eval").body
    if not isinstance(tree, ast.Compare):
        raise asking.fail("wanted an equation left == right", "claim")
    left, right = (
        asking.setting(ast.unparse(side), "claim") for side in (tree.left, tree.comparators[0])
    )
    inputs = tuple(draw_inputs(asking, answer.arguments, answer.where, answer.cases))
    reference = _binding(asking, unknowns, answer.oracle or {}, "oracle")
    return Claim(asking, unknowns, left, right, inputs, reference)


def holds(trial: Trial) -> bool:
    """Whether both sides agree."""
    left, right = trial.left.value, trial.right.value
    return left.shape == right.shape and bool(np.all(np.abs(left - right) <= trial.right.allowed))


def _unknown(name: str, form: object) -> Unknown:
    if not isinstance(form, Mapping):
        return Unknown(name)
    return Unknown(name, tuple(form), tuple(itertools.product(*form.values())))


def _binding(
    asking: Asking, unknowns: tuple[Unknown, ...], values: Mapping[str, str], *keys: str | int
) -> Binding:
    found = []
    for unknown in unknowns:
        expression = asking.expression(values[unknown.name], *keys, unknown.name)
        points = [dict(zip(unknown.variables, point, strict=True)) for point in unknown.points]
        names = [{**asking.names, **point} for point in points] or [dict(asking.names)]
        found.append(tuple(float(asking.floats(expression, each)) for each in names))
    return tuple(found)


def _looked_up(unknown: Unknown, values: tuple[float, ...]) -> Callable[..., float]:
    table = dict(zip(unknown.points, values, strict=True))
    return lambda *point: table[tuple(int(coordinate) for coordinate in point)]


def _show(value: object) -> str:
    if isinstance(value, torch.Tensor):
        return str(value.tolist())
    return str(value)
