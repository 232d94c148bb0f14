"""Judge a `function` on its cases."""

from grader.compare.reading import (
    Numbers,
    Problem,
    Results,
    describe,
    read_numbers,
    returned,
)
from grader.compare.result import (
    Absent,
    Comparison,
    Imprecise,
    Match,
    Stopped,
    Unreadable,
    WrongCases,
)
from grader.compare.values import compare_values
from grader.key.kinds import FunctionKey
from grader.key.truth import Case
from grader.language import later, say
from grader.outcome import NotRun, Outcome
from grader.request import Call, Fetch, Request
from grader.values import Array, Named, Value


def ask_function(key: FunctionKey) -> tuple[Request, ...]:
    """Ask what the name is, and for one call a case."""
    calls = (Call(key.name, case.arguments) for case in key.cases)
    return (Fetch(key.name), *calls)


def read_function(key: FunctionKey, outcomes: tuple[Outcome, ...]) -> Results | Problem:
    """Read what each call gave.

    A function that is absent, or gives nothing on every case, is no answer; one that stops on
    every case it was run on is judged by how it stopped.
    """
    what = returned(outcomes[0])
    if isinstance(what, Absent | Stopped | Unreadable):
        return what
    if not isinstance(what, Named) or what.kind == "module":
        return Unreadable(later("a function"), describe(what))
    found = tuple(
        read_call(case, outcome) for case, outcome in zip(key.cases, outcomes[1:], strict=True)
    )
    run = [each for each in found if not _is_not_run(each)]
    if all(isinstance(each, Absent) for each in run) and isinstance(found[0], Absent):
        return found[0]
    if all(isinstance(each, Stopped) for each in found) and isinstance(found[0], Stopped):
        return found[0]
    return Results(tuple(_value_missing(each) for each in found))


def compare_function(key: FunctionKey, reading: Results) -> Comparison:
    """Judge every case; report the smallest that fails, or the first if it stops even there."""
    found = [compare_case(case, each) for case, each in zip(key.cases, reading.cases, strict=True)]
    failing = [
        number
        for number, each in enumerate(found)
        if not isinstance(each, Match) and not _is_not_run(each)
    ]
    if not failing:
        return next((each for each in found if _is_not_run(each)), Match())
    if all(isinstance(found[number], Imprecise) for number in failing):
        return found[failing[0]]
    failing = [n for n in failing if not isinstance(found[n], Imprecise)]
    shown = min(failing, key=lambda number: (_size(key.cases[number].arguments), number))
    if isinstance(found[0], Stopped):
        shown = 0
    return WrongCases(shown, found[shown], len(failing), len(found))


def compare_case(case: Case, reading: Numbers | Problem) -> Comparison:
    """Judge one case."""
    if isinstance(reading, Numbers):
        return compare_values(reading, case.truth)
    return reading


def read_call(case: Case, outcome: Outcome) -> Numbers | Problem:
    """Read what one call gave."""
    value = returned(outcome)
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    wanted = later("an array of numbers") if case.truth.value.ndim else later("a number")
    return read_numbers(value, wanted)


def _is_not_run(found: object) -> bool:
    return isinstance(found, Stopped) and isinstance(found.outcome, NotRun)


def _value_missing(found: Numbers | Problem) -> Numbers | Problem:
    """Nothing on some cases only is a wrong value, not a missing answer."""
    return Unreadable(later("a value"), say("nothing")) if isinstance(found, Absent) else found


def _size(value: Value) -> int:
    """Count the numbers in a case's arguments."""
    if isinstance(value, Array):
        return int(value.data.size)
    if isinstance(value, list | tuple):
        return sum(_size(each) for each in value)
    return 1
