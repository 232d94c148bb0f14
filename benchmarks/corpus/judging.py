"""Run implementations on the cases of an answer key, and judge what they give by several rules.

What comes back crosses the same border as a student's, and is read and compared as one; only the
rules that others use look at the numbers themselves.
"""

import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from corpus import CORPUS
from corpus.entry import Entry, Implementation
from grader.compare.kinds import compare, read
from grader.compare.reading import Numbers, Results
from grader.compare.result import Match
from grader.key.kinds import ArrayKey, FunctionKey
from grader.key.truth import Case, Floats
from grader.oracle.solve import Oracle
from grader.outcome import Outcome, Raised, Returned
from grader.record import replace
from grader.request import Call
from grader.spec.load import load_assignment
from grader.values import Array, Named, Value, decode, encode

Given = tuple[Floats | None, ...]
"""What an implementation gave in each case; None where it gave no numbers."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to say whether numbers are near enough."""

    name: str
    accepts: Callable[[Floats, Floats], bool]
    """Whether an actual array is as good as the expected one."""

    allowed: Callable[[Floats], Floats]
    """The largest difference it admits, elementwise."""


def _close(name: str, rtol: float, atol: float) -> Rule:
    return Rule(
        name,
        lambda actual, expected: _fits(np.allclose, actual, expected, rtol=rtol, atol=atol),
        lambda expected: atol + rtol * np.abs(expected),
    )


def _torch_close(name: str, dtype: torch.dtype, rtol: float, atol: float) -> Rule:
    def accepts(actual: Floats, expected: Floats) -> bool:
        pair = (torch.tensor(actual, dtype=dtype), torch.tensor(expected, dtype=dtype))
        return _fits(torch.testing.assert_close, *pair)

    return Rule(name, accepts, lambda expected: atol + rtol * np.abs(expected))


def _fits(check: Callable[..., object], *arguments: object, **options: float) -> bool:
    """Whether a check neither says no nor raises."""
    try:
        return check(*arguments, **options) in {None, True}
    except (AssertionError, ValueError):
        return False


OTHERS = (
    _close("np.allclose", 1e-5, 1e-8),
    _torch_close("assert_close float32", torch.float32, 1.3e-6, 1e-5),
    _torch_close("assert_close float64", torch.float64, 1e-7, 1e-7),
    Rule(
        "np.testing rtol 1e-7",
        lambda actual, expected: _fits(np.testing.assert_allclose, actual, expected),
        lambda expected: 1e-7 * np.abs(expected),
    ),
    _close("rtol 1e-4, atol 1e-4", 1e-4, 1e-4),
    _close("rtol 1e-2", 1e-2, 0.0),
)
"""The rules of others, with the defaults of their libraries or the numbers in their names."""

DERIVED = "derived"
"""The rule of the answer key: accepted is what a student's answer is accepted by."""

RULES = (DERIVED, *(rule.name for rule in OTHERS))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule says of one implementation, over all cases."""

    rule: str
    answer: str
    implementation: str
    is_right: bool
    accepted: bool
    ratio: float
    """The largest difference, in units of the allowed one; infinite where there are no numbers to
    compare, or of another shape."""

    @property
    def is_broadcast(self) -> bool:
        """Whether it was accepted although it has another shape."""
        return self.accepted and np.isinf(self.ratio)

    @property
    def is_misjudged(self) -> bool:
        """Whether the rule is wrong about it."""
        return self.accepted != self.is_right


def judge_corpus(seed_shift: int = 0, others: tuple[Rule, ...] = OTHERS) -> Iterator[Judgement]:
    """Judge every implementation of every assignment by every rule.

    Args:
        seed_shift: Added to the assignments' seeds, for other cases of the same kind.
        others: The rules beside the derived one.
    """
    for folder, entries in CORPUS.items():
        given, keys = solve(folder, seed_shift)
        for entry in entries:
            yield from judge_entry(entry, keys[entry.answer], given, others)


def solve(
    folder: Path, seed_shift: int = 0
) -> tuple[list[Floats], dict[str, ArrayKey | FunctionKey]]:
    """Solve an assignment; give its first problem's data, and its keys by name."""
    assignment = load_assignment(folder)
    seed = assignment.head.seed + seed_shift
    head = assignment.head.model_copy(update={"seed": seed})
    key = Oracle(replace(assignment, head=head)).solve("")
    keys = {
        answer.name: answer
        for part in key.parts
        for answer in part.answers
        if isinstance(answer, ArrayKey | FunctionKey)
    }
    data = assignment.parts[0].problem.given.values()
    return [np.array(each, np.float64) for each in data], keys


def judge_entry(
    entry: Entry, key: ArrayKey | FunctionKey, given: list[Floats], others: tuple[Rule, ...]
) -> Iterator[Judgement]:
    """Judge the implementations of one answer."""
    for is_right, table in ((True, entry.right), (False, entry.wrong)):
        for name, implementation in table.items():
            reading = read(key, run(implementation, key, given))
            values, cases = _values(key, reading), _cases(key)
            verdicts = [(DERIVED, isinstance(compare(key, reading), Match), _ratio(values, cases))]
            for rule in others:
                accepted = all(
                    value is not None and rule.accepts(value, case.truth.value)
                    for value, case in zip(values, cases, strict=True)
                )
                verdicts.append((rule.name, accepted, _ratio(values, cases, rule)))
            for rule_name, accepted, ratio in verdicts:
                yield Judgement(rule_name, entry.answer, name, is_right, accepted, ratio)


def run(
    implementation: Implementation, key: ArrayKey | FunctionKey, given: list[Floats]
) -> tuple[Outcome, ...]:
    """Give the outcomes that a student's module with this implementation would."""
    if isinstance(key, ArrayKey):
        return (_call(implementation, given),)
    what = Returned(Named("function", "layers", key.name), "", 0.0)
    calls = (_call(implementation, map(_native, case.arguments)) for case in key.cases)
    return (what, *calls)


def run_calls(implementation: Implementation, calls: Sequence[Call]) -> float:
    """Make calls that were made behind the walls, and nothing else; the time in seconds."""
    rows = [[_native(each) for each in call.arguments] for call in calls]
    begun = time.perf_counter()
    for row in rows:
        _call(implementation, row)
    return time.perf_counter() - begun


def _call(implementation: Implementation, arguments: Any) -> Outcome:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = implementation(
                *(np.copy(a) if isinstance(a, np.ndarray) else a for a in arguments)
            )
        except Exception as error:  # noqa: BLE001 - as a student's: what raises gave nothing
            return Raised(type(error).__name__, str(error), (), "")
        return Returned(decode(encode(value)), "", 0.0)


def _native(value: Value) -> object:
    return value.data if isinstance(value, Array) else value


def _cases(key: ArrayKey | FunctionKey) -> tuple[Case, ...]:
    return (key.case,) if isinstance(key, ArrayKey) else key.cases


def _values(key: ArrayKey | FunctionKey, reading: object) -> Given:
    match reading:
        case Numbers():
            return (reading.value,)
        case Results():
            return tuple(
                each.value if isinstance(each, Numbers) else None for each in reading.cases
            )
        case _:
            return (None,) * len(_cases(key))


def _ratio(values: Given, cases: tuple[Case, ...], rule: Rule | None = None) -> float:
    """Take the worst case; the derived allowance where no rule is given."""
    return max(
        _case_ratio(value, case, _snapped(case) if rule is None else rule.allowed(case.truth.value))
        for value, case in zip(values, cases, strict=True)
    )


def _snapped(case: Case) -> Floats:
    """What the key allows; where whole numbers are compared, how near a float must come."""
    return case.truth.allowed + case.truth.snap


def _case_ratio(value: Floats | None, case: Case, allowed: Floats) -> float:
    if value is None or value.shape != case.truth.value.shape:
        return np.inf
    with np.errstate(all="ignore"):
        off = np.abs(value - case.truth.value)
        ratios = np.where(off == 0, 0.0, off / allowed)
    return float(np.nan_to_num(ratios, nan=np.inf, posinf=np.inf).max(initial=0.0))
