"""Code that knows nothing, called as a student's is: for answers of which only rules are known.

A `property` and a `random` have no reference to be changed. Their rules are tried on code that is
surely wrong instead: a rule that none of it breaks tests nothing. Of a `training`, predictions that
were never learnt are held against the labels. Only the author's own lines and
the functions of this module run here, never a student's code.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from grader.audit.presenting import mark
from grader.audit.results import JunkFacts, RuleFacts
from grader.compare.function import compare_case, read_call
from grader.compare.kinds import ask
from grader.compare.reading import Sides
from grader.compare.result import Match, UnlikelyDraws
from grader.key.kinds import FunctionKey, RandomKey, TrainingKey
from grader.outcome import Outcome, Raised, Returned
from grader.record import Record, replace
from grader.request import Run, RunApart
from grader.sandbox.inside.answers import answer
from grader.sandbox.inside.module import Module
from grader.values import Array, Named, Value, decode, encode

Ruled = FunctionKey | RandomKey
"""Keys that hold rules and no reference; of functions, those with invariants."""

Floats = NDArray[np.float64]
Junk = Callable[..., object]

_MOST_DRAWN = 4096
"""Numbers in an array whose length is the first argument."""


def is_ruled(key: object) -> bool:
    """Whether a key knows only rules that any right code keeps to."""
    return isinstance(key, RandomKey) or (isinstance(key, FunctionKey) and bool(key.invariants))


def audit_rules(
    key: Ruled, names: Sequence[str]
) -> tuple[tuple[JunkFacts, ...], tuple[RuleFacts, ...]]:
    """Give code that knows nothing as an answer.

    Args:
        key: The rules.
        names: What each of them is called.

    Returns:
        What each junk came to, and for each rule how much junk broke it.
    """
    junk: list[JunkFacts] = []
    tried, broken = np.zeros(len(names), int), np.zeros(len(names), int)
    for name, function in list_junk():
        outcomes = _call(key, function)
        marked = mark(key, outcomes)
        junk.append(JunkFacts(name=name, passed=marked.is_right, share=marked.share))
        found = [_judge(key, rank, outcomes) for rank in range(len(names))]
        tried += [each is not None for each in found]
        broken += [bool(each) for each in found]
    rules = zip(names, tried, broken, strict=True)
    return tuple(junk), tuple(
        RuleFacts(id=name, tried=int(called), broken=int(failed)) for name, called, failed in rules
    )


def _call(key: Ruled, function: Junk) -> tuple[Outcome, ...]:
    """Ask everything of a module in which every name is one function."""
    runs = [each for each in ask(key) if isinstance(each, Run | RunApart)]
    return (_code(key), *(_run(function, each) for each in runs))


def _code(key: Ruled | TrainingKey) -> Returned:
    return Returned(Named("function", "homework", key.name, key.parameters), "", 0.0)


def _run(function: Junk, request: Run | RunApart) -> Outcome:
    body = encode((request.script, dict(request.arguments), (), (), False))
    module = cast("Module", _Pretender(_Names(function)))
    with np.errstate(all="ignore"):
        head, found = answer(module, ("run", request.name), body)
    return Returned(decode(found), "", 0.0) if head[0] == "returned" else _RAISED


_RAISED = Raised("TypeError", "", (), "")


class _Names:
    """What an author's lines look names up in; all of them mean the same function."""

    def __init__(self, function: Junk) -> None:
        self._function = function

    def __getattr__(self, _name: str) -> Junk:
        return self._function


class _Pretender(Record, frozen=True):
    """A student's module, as far as an author's lines see it."""

    module: _Names
    scratch: str = "/nowhere"

    def is_own(self, _file: str) -> bool:
        """Whether a file is the student's; there is none."""
        return False


def _judge(key: Ruled, rank: int, outcomes: Sequence[Outcome]) -> bool | None:
    """Say whether a rule is broken; None where the junk cannot be called as the rule does."""
    if isinstance(key, RandomKey):
        return _judge_check(key, rank, outcomes)
    found = [
        (case, read_call(key, case, outcome))
        for (case,), outcome in zip(key.calls, outcomes[1:], strict=True)
        if case.output == key.outputs[rank]
    ]
    read = [(case, each) for case, each in found if isinstance(each, Sides)]
    if not read:
        return None
    return any(not isinstance(compare_case(case, each), Match) for case, each in read)


def _judge_check(key: RandomKey, rank: int, outcomes: Sequence[Outcome]) -> bool | None:
    """Judge one statistical check by itself."""
    picked = [
        Returned((each.value[rank],), "", 0.0)
        for each in outcomes[1:]
        if isinstance(each, Returned) and isinstance(each.value, tuple)
    ]
    if not picked:
        return None
    calls = tuple(replace(each, expected=(each.expected[rank],)) for each in key.calls)
    alone = replace(key, says=(key.says[rank],), calls=calls[: len(picked)])
    comparison = mark(alone, (outcomes[0], *picked)).comparison
    return True if isinstance(comparison, UnlikelyDraws) else _is_kept(comparison)


def _is_kept(comparison: object) -> bool | None:
    return False if isinstance(comparison, Match) else None


def audit_predictions(key: TrainingKey) -> tuple[JunkFacts, ...]:
    """Give predictions that nothing was learnt for."""
    found = []
    for name, make in _PREDICTIONS.items():
        made = [Array.of(make(run.labels)) for run in key.runs]
        given: list[Value] = [(each, [1.0]) if key.has_curve else each for each in made]
        outcomes = (_code(key), *(Returned(each, "", 0.0) for each in given))
        marked = mark(key, outcomes)
        found.append(JunkFacts(name=name, passed=marked.is_right, share=marked.share))
    return tuple(found)


def _commonest(labels: Floats) -> Floats:
    values, counts = np.unique(labels, return_counts=True)
    return np.full(labels.shape, values[counts.argmax()])


_PREDICTIONS: dict[str, Callable[[Floats], Floats]] = {
    "zeros": np.zeros_like,
    "the commonest label": _commonest,
    "the mean of the labels": lambda labels: np.full(labels.shape, labels.mean()),
    "the labels, shuffled": lambda labels: (
        np.random.default_rng(0).permutation(labels.ravel()).reshape(labels.shape)
    ),
}


def list_junk() -> Iterator[tuple[str, Junk]]:
    """Name code that knows nothing, for arguments of any form."""
    for name, make in _VALUES.items():
        stream = np.random.default_rng(0)
        yield name, _shaped(make, stream, is_pair=False)
        yield f"{name}, in a pair", _shaped(make, stream, is_pair=True)
    yield "the first input", _first
    yield "the first input, negated", _negated
    yield "all inputs", _every


Make = Callable[[tuple[int, ...], np.random.Generator], Floats]

_VALUES: dict[str, Make] = {
    "zeros": lambda shape, _: np.zeros(shape),
    "ones": lambda shape, _: np.ones(shape),
    "a constant": lambda shape, _: np.full(shape, -3.0),
    # Of a distribution that nobody asks for.
    "noise": lambda shape, stream: 5 * stream.random(shape) ** 2 - 1,
}


def _shaped(make: Make, stream: np.random.Generator, *, is_pair: bool) -> Junk:
    """Give values in the shape of the first array, or as many as the first number says."""

    def pretend(*given: object, **named: object) -> object:
        every = (*given, *named.values())
        like = next((each for each in every if hasattr(each, "shape") or type(each) is list), None)
        shape = np.shape(cast("Any", like)) if like is not None else ()
        if like is None and is_pair:
            number = next((each for each in every if type(each) is int and each > 0), 1)
            shape = (min(number, _MOST_DRAWN),)
        made = [_as(make(shape, stream), like) for _ in range(1 + is_pair)]
        return tuple(made) if is_pair else made[0]

    return pretend


def _as(value: Floats, like: Any) -> object:
    """Give an array as what the arguments are: a tensor, a list, an array or a number."""
    if hasattr(like, "new_tensor"):
        return like.new_tensor(value)
    if type(like) is list:
        return value.tolist()
    return value if like is not None or value.ndim else float(value)


def _first(*given: object, **named: object) -> object:
    return (*given, *named.values())[0]


def _negated(*given: object, **named: object) -> object:
    return -cast("Any", _first(*given, **named))


def _every(*given: Value, **named: Value) -> object:
    return (*given, *named.values())
