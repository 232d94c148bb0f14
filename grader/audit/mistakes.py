"""Each misconception given as an answer: which cases show it, and what it is taken for.

Rule: a misconception must not be right, and must be explained by itself and by no other.
"""

from collections.abc import Iterator

from grader.audit.presenting import (
    Audited,
    explain,
    mark,
    measure,
    present_mistake,
)
from grader.audit.results import MistakeFacts
from grader.compare.formula import same
from grader.key.kinds import (
    ArrayKey,
    FormulaKey,
    FunctionKey,
    NumberKey,
    RelationKey,
    ShapeKey,
)
from grader.key.truth import Case
from grader.spec.base import Misconception
from grader.values import Array, Value

_MOST_CHARACTERS = 40


def audit_mistakes(key: Audited, mistakes: tuple[Misconception, ...]) -> tuple[MistakeFacts, ...]:
    """Give each misconception as an answer."""
    names = tuple(each.id for each in mistakes)
    return tuple(_audit(key, name, names) for name in names)


def _audit(key: Audited, name: str, names: tuple[str, ...]) -> MistakeFacts:
    outcomes = present_mistake(key, name)
    if outcomes is None:
        return MistakeFacts(id=name, shown=(), is_caught=False, labels=())
    marked = mark(key, outcomes)
    labels = () if marked.is_right else explain(key, marked, names)
    return MistakeFacts(
        id=name,
        shown=tuple(_shown(key, name)),
        is_caught=not marked.is_right,
        labels=labels,
    )


def _shown(key: Audited, name: str) -> Iterator[bool]:
    """Say of each case, call or input whether the mistake is wrong there."""
    match key:
        case NumberKey() | ArrayKey():
            yield _differs(key.case, name)
        case ShapeKey():
            yield key.mistakes[name] != key.expected
        case FormulaKey():
            pairs = zip(key.mistakes[name], key.expected, strict=True)
            yield from (one is None or not same(one, other) for one, other in pairs)
        case RelationKey():
            settled = next(each for each in key.settled if each.mistake == name)
            for trial in settled.trials:
                yield measure(trial.right, trial.left.value) > 1
        case FunctionKey():
            for call in key.calls:
                yield any(_differs(case, name) for case in call)


def _differs(case: Case, name: str) -> bool:
    value = next((each.value for each in case.mistakes if each.id == name), None)
    return measure(case.truth, value) > 1


def name_cases(key: Audited) -> tuple[str, ...]:
    """Say in short what each case is called with, or each claim is tested on."""
    match key:
        case FunctionKey():
            return tuple(_brief_call(key.parameters, call[0].arguments) for call in key.calls)
        case RelationKey():
            return tuple(
                _cut(", ".join(f"{name}={text}" for name, text in trial.inputs.items()))
                for trial in key.settled[0].trials
            )
        case _:
            return ()


def _brief_call(parameters: tuple[str, ...], arguments: tuple[Value, ...]) -> str:
    pairs = zip(parameters, arguments, strict=True)
    return ", ".join(f"{name} {_brief(value)}" for name, value in pairs)


def _brief(value: Value) -> str:
    match value:
        case Array():
            return "×".join(map(str, value.data.shape)) or f"{value.data}"
        case list() | tuple():
            return f"({len(value)})"
        case _:
            return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"
