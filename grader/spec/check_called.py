"""Whether an answer that is called names only what it has: outputs, arguments, states.

Rule: each check looks at one answer alone, and evaluates nothing.
"""

from collections.abc import Collection, Iterator

from grader.errors import Flaw
from grader.spec.assignment import AskedPart
from grader.spec.kinds import (
    FunctionAnswer,
    GradientAnswer,
    ModuleAnswer,
    PropertyAnswer,
    RandomAnswer,
    SequenceAnswer,
    TrainingAnswer,
)
from grader.spec.kinds.called import Called
from grader.spec.script import RESERVED
from grader.spec.wording import did_you_mean


def check_called(asked: AskedPart) -> Iterator[Flaw]:
    """Find what is wrong with the answers of a part that are code."""
    for index, answer in enumerate(asked.answers):
        if isinstance(answer, Called):
            yield from _check_mistakes(asked, answer, index)
            yield from _check_call(asked, answer, index)
            yield from _check_unused(asked, answer, index)
        match answer:
            case FunctionAnswer():
                yield from _among(asked, index, "unchanged", answer.unchanged, answer.arguments)
                yield from _check_apart(asked, answer, index)
            case GradientAnswer():
                yield from _among(asked, index, "wrt", answer.wrt, answer.arguments)
            case ModuleAnswer():
                yield from _among(asked, index, "inputs", answer.inputs, answer.arguments)
            case SequenceAnswer():
                yield from _check_states(asked, answer, index)
            case _:
                pass


def outputs_of(answer: Called) -> tuple[str, ...] | None:
    """Name the outputs of one call: none where it gives but one, None where only running tells."""
    match answer:
        case ModuleAnswer() | PropertyAnswer() | RandomAnswer() | TrainingAnswer():
            return None
        case GradientAnswer():
            return tuple(f"d{name}" for name in answer.wrt) if len(answer.wrt) > 1 else ()
        case _:
            oracle = getattr(answer, "oracle", None)
            return tuple(oracle) if isinstance(oracle, dict) else ()


def _check_apart(asked: AskedPart, answer: FunctionAnswer, index: int) -> Iterator[Flaw]:
    """What comes back and what stays as it is are told apart by their names."""
    path = asked.key_path(index, "unchanged")
    for rank, name in enumerate(answer.unchanged):
        if name in (outputs_of(answer) or ()):
            yield asked.source.flaw(
                (*path, rank),
                f"wanted an argument that is called otherwise than the values under oracle, found "
                f"{name!r} (call the value {f'new_{name}'!r}, say)",
            )


def _check_call(asked: AskedPart, answer: Called, index: int) -> Iterator[Flaw]:
    """Whatever is called has a name of its own, and is called with something."""
    if answer.name in RESERVED:
        yield asked.source.flaw(
            asked.key_path(index, "name"),
            f"wanted a name of the student's, found {answer.name!r}, which means something else in "
            "call (choose another)",
        )
    if not isinstance(answer, FunctionAnswer | GradientAnswer | ModuleAnswer):
        return
    if not answer.arguments:
        yield asked.source.flaw(
            asked.key_path(index, "name"),
            "wanted the key 'arguments', found none (say here, or for all parts beside given, what "
            "it is called with)",
        )


def _check_unused(asked: AskedPart, answer: Called, index: int) -> Iterator[Flaw]:
    """What is run and not compared has no reference, and so nothing that is like one."""
    if not isinstance(answer, PropertyAnswer | RandomAnswer | TrainingAnswer):
        return
    refused: dict[str, object] = {"misconceptions": answer.misconceptions, "effort": answer.effort}
    if isinstance(answer, PropertyAnswer):
        refused["call"] = answer.call
    for key, value in refused.items():
        if value:
            yield asked.source.key_flaw(
                asked.key_path(index, key),
                f"wanted a key that means something for this kind, found {key!r} (remove it)",
            )


def _check_mistakes(asked: AskedPart, answer: Called, index: int) -> Iterator[Flaw]:
    """A misconception gives what the reference gives: one value, or some of the outputs by name."""
    outputs = outputs_of(answer)
    if outputs is None:
        return
    path = asked.key_path(index, "misconceptions")
    for rank, wrong in enumerate(answer.misconceptions):
        place = (*path, rank, "oracle")
        if isinstance(wrong.oracle, str) == bool(outputs):
            wanted = f"values by name, of {', '.join(outputs)}" if outputs else "one expression"
            found = "a mapping" if isinstance(wrong.oracle, dict) else "one expression"
            cure = "" if outputs else " (there is one value; write it without a name)"
            yield asked.source.flaw(place, f"wanted {wanted}, found {found}{cure}")
        elif isinstance(wrong.oracle, dict):
            yield from _unknown(asked, place, wrong.oracle, outputs)


def _check_states(asked: AskedPart, answer: SequenceAnswer, index: int) -> Iterator[Flaw]:
    """Every state has a new value."""
    oracle = answer.oracle or {}
    path = asked.key_path(index, "oracle")
    yield from _unknown(asked, path, oracle, answer.state)
    for name in answer.state:
        if oracle and name not in oracle:
            yield asked.source.flaw(
                path, f"wanted a new value for each state, found none for {name!r}"
            )


def _among(
    asked: AskedPart, index: int, key: str, names: Collection[str], known: Collection[str]
) -> Iterator[Flaw]:
    path = asked.key_path(index, key)
    for rank, name in enumerate(names):
        if known and name not in known:
            yield asked.source.flaw((*path, rank), _wanted(name, known))


def _unknown(
    asked: AskedPart, path: tuple[str | int, ...], names: Collection[str], known: Collection[str]
) -> Iterator[Flaw]:
    for name in names:
        if name not in known:
            yield asked.source.key_flaw((*path, name), _wanted(name, known))


def _wanted(name: str, known: Collection[str]) -> str:
    cure = did_you_mean(name, known)
    return f"wanted one of {', '.join(known)}, found {name!r}" + (f" ({cure})" if cure else "")
