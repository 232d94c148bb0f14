"""What an answer's key would be, were its reference another one: for audits.

A changed reference is evaluated on the very cases that were kept, so that what comes out can be
held against the truth as a student's answer is. Nothing here judges.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader.errors import SpecError
from grader.key.kinds import ArrayKey, FunctionKey, Key, NumberKey
from grader.key.truth import Case, Floats, Truth
from grader.oracle.asking import Asking
from grader.oracle.calls import draw_calls, solve_calls
from grader.oracle.cases import POOL, ROUNDS
from grader.oracle.change import Change
from grader.oracle.expression import Evaluator, Expression, Names, leaves, precision
from grader.oracle.kinds import plan_called, solve_judged
from grader.oracle.kinds.function import read_examples
from grader.oracle.orders import OneByOne
from grader.oracle.plan import Plan
from grader.oracle.tolerance import to_floats
from grader.record import replace
from grader.spec.kinds import FunctionAnswer
from grader.spec.kinds.called import Called
from grader.values import encode

_FAR = 15_485_863
"""Added to the author's seed for cases that the key does not hold."""

_JUMP = 1e-3
"""A value that moves by this share of its size, when inputs move by a rounding, sits on a tie."""


@dataclass(frozen=True, eq=False)
class WhatIf:
    """One answer whose reference can be changed."""

    asking: Asking
    key: Key
    names: tuple[Names, ...] = ()
    """What the references of each call are written in; empty where nothing is called."""

    def changed(self, change: Change) -> Key | None:
        """Give the key that a changed reference would have; None where that fails on some case."""
        try:
            asking = _change(_bare(self.asking), change)
            if isinstance(self.key, FunctionKey):
                return self._valued(self.key, asking, torch.float64)
            return solve_judged(asking.answer, asking)
        except (SpecError, RecursionError):
            return None

    def in_single(self, *, one_by_one: bool = False) -> Key | None:
        """Give the key as a computation in float32 finds it; None where it cannot be computed so.

        Args:
            one_by_one: Whether sums are added up one term after the other, the least exact order
                there is, instead of as torch does it.
        """
        mode: Any = OneByOne() if one_by_one else nullcontext()
        try:
            with mode:
                if isinstance(self.key, FunctionKey):
                    return self._valued(self.key, _bare(self.asking), torch.float32)
                if isinstance(self.key, ArrayKey | NumberKey):
                    return self._single(self.key)
        except (SpecError, RuntimeError, TypeError):
            return None
        return None

    def again(self, *, seed: int = 0) -> Key:
        """Solve the answer once more.

        Args:
            seed: Added to the author's.

        Raises:
            SpecError: Some misconception is hidden by every case that this seed draws.
        """
        asking = replace(self.asking, seed=self.asking.seed + seed)
        return solve_judged(asking.answer, asking)

    def afresh(self, count: int) -> "WhatIf | None":
        """Take other cases, none of which the key holds; None where nothing is drawn."""
        answer = self.asking.answer
        if not (isinstance(self.key, FunctionKey) and isinstance(answer, Called)):
            return None
        asking = replace(_bare(self.asking), seed=self.asking.seed + _FAR)
        plan = plan_called(asking.answer, asking)  # type: ignore[arg-type]  # bare, and still called
        solved = solve_calls(plan, list(islice(draw_calls(plan, count), count)))
        cases = tuple(case for _, found in solved for case in found)
        key = replace(self.key, cases=cases, unchanged=())
        return WhatIf(self.asking, key, tuple(names for names, _ in solved))

    def only(self, call: int) -> "WhatIf":
        """Take one call alone."""
        if not isinstance(self.key, FunctionKey):
            return self
        key = replace(self.key, cases=self.key.calls[call])
        return WhatIf(self.asking, key, (self.names[call],))

    def with_cases(self, count: int) -> "WhatIf":
        """Take as many drawn cases, chosen as those of the key were.

        Raises:
            SpecError: There are not so many.
        """
        answer = self.asking.answer.model_copy(update={"cases": count})
        asking = replace(self.asking, answer=answer)
        return look_again(asking, solve_judged(answer, asking))

    def ties(self) -> tuple[int, ...]:
        """List the calls whose value jumps when its inputs move by a rounding of float32."""
        if not isinstance(self.key, FunctionKey):
            return ()
        stream = torch.Generator().manual_seed(0)
        asking = _bare(self.asking)
        plan = plan_called(asking.answer, asking)  # type: ignore[arg-type]  # its key is called
        found = []
        for number, names in enumerate(self.names):
            moved = {name: _moved(value, stream) for name, value in names.items()}
            try:
                pairs = zip(_values(plan, names), _values(plan, moved), strict=True)
                if any(_jumps(one, other) for one, other in pairs):
                    found.append(number)
            except SpecError:
                continue  # the edge of a domain is no tie
        return tuple(found)

    def inputs(self, call: int) -> dict[str, Any]:
        """Give the arguments of a call as plain data, to be written as an example."""
        names = self.names[call]
        parameters = self.key.parameters if isinstance(self.key, FunctionKey) else ()
        return {name: _plain(names[name]) for name in parameters}

    def _valued(self, key: FunctionKey, asking: Asking, dtype: torch.dtype) -> FunctionKey:
        cases: list[Case] = []
        plan = plan_called(asking.answer, asking)  # type: ignore[arg-type]  # its key is called
        for names, call in zip(self.names, key.calls, strict=True):
            values = _values(plan, names, dtype)
            cases += map(_with, call, values)  # arguments that must be unchanged follow the outputs
            cases += call[len(values) :]
        return replace(key, cases=tuple(cases))

    def _single(self, key: ArrayKey | NumberKey) -> Key:
        asking = self.asking
        reference = asking.expression(str(getattr(asking.answer, "oracle", "")), "oracle")
        return replace(key, case=_with(key.case, _evaluate(asking, reference, {}, torch.float32)))


def look_again(asking: Asking, key: Key) -> WhatIf:
    """Find what the kept cases of an answer were written in."""
    if not (isinstance(key, FunctionKey) and isinstance(asking.answer, Called)):
        return WhatIf(asking, key)
    plan = plan_called(asking.answer, asking)
    if isinstance(asking.answer, FunctionAnswer):
        plan = replace(plan, examples=read_examples(asking.answer, plan))
    return WhatIf(asking, key, tuple(_find_names(plan, key)))


def _find_names(plan: Plan, key: FunctionKey) -> Iterator[Names]:
    """Draw again until every kept call has come by; the same seeds draw the same inputs."""
    size = plan.cases * plan.steps if plan.steps else POOL * plan.cases
    draws = chain(plan.examples, draw_calls(plan, ROUNDS * size))
    met: dict[bytes, Names] = {}
    for case, *_ in key.calls:
        wanted = encode(list(case.arguments))
        while wanted not in met:
            inputs = next(draws)
            met[encode(list(plan.arguments(inputs)))] = inputs
        yield met[wanted]


def _bare(asking: Asking) -> Asking:
    """Leave out the misconceptions; nothing is then held against the reference."""
    answer = asking.answer.model_copy(update={"misconceptions": ()})
    return replace(asking, answer=answer, is_carried=True)


def _change(asking: Asking, change: Change) -> Asking:
    if not change.keys:
        before = asking.evaluator.assignment
        sources = {**before.sources, "reference.py": change.text.encode()}
        return replace(asking, evaluator=Evaluator(replace(before, sources=sources)))
    key, *below = change.keys
    text: object = change.text
    if below:
        text = {**getattr(asking.answer, key), below[0]: change.text}
    answer = asking.answer.model_copy(update={key: text, "quoted": ()})
    return replace(asking, answer=answer)


def _values(plan: Plan, names: Names, dtype: torch.dtype = torch.float64) -> list[Floats]:
    return [_evaluate(plan.asking, each.reference, names, dtype) for each in plan.outputs]


def _evaluate(asking: Asking, reference: Expression, names: Names, dtype: torch.dtype) -> Floats:
    everything = {**asking.names, **names}
    if dtype is torch.float64:
        return asking.floats(reference, everything)
    with precision(dtype):
        return to_floats(asking.evaluator.evaluate(reference, leaves(everything, dtype)))


def _with(case: Case, value: Floats) -> Case:
    return replace(case, truth=Truth(value, np.zeros_like(value)), mistakes=())


def _moved(value: Any, stream: torch.Generator) -> Any:
    if not (isinstance(value, Tensor) and value.is_floating_point()):
        return value
    noise = torch.rand(value.shape, generator=stream, dtype=torch.float64) * 2 - 1
    return value * (1 + torch.finfo(torch.float32).eps * noise)


def _jumps(one: Floats, other: Floats) -> bool:
    if one.shape != other.shape:
        return True
    size = float(np.abs(one).max(initial=0.0))
    return bool(np.any(np.abs(one - other) > _JUMP * max(size, 1e-9)))


def _plain(value: Any) -> Any:
    match value:
        case Tensor():
            return value.tolist()
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
