"""Judge code by what its calls give: a `function`, and every kind that is called likewise."""

from grader.compare.describe import describe
from grader.compare.outputs import pick
from grader.compare.property import compare_sides, read_sides
from grader.compare.reading import (
    Numbers,
    Problem,
    Results,
    Sides,
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
from grader.key.kinds import FunctionKey, Way
from grader.key.truth import Case
from grader.language import later
from grader.outcome import NotRun, Outcome
from grader.request import Call, Fetch, Request, Run, RunApart
from grader.values import Array, Named, Value


def ask_function(key: FunctionKey) -> tuple[Request, ...]:
    """Ask what the name is, and for one call a case, in every way it may be called."""
    calls = (ask_call(key, way, cases[0]) for way in key.ways for cases in key.calls)
    return (Fetch(key.name), *calls)


def ask_call(key: FunctionKey, way: Way, case: Case) -> Request:
    """Ask for the call that gives a case."""
    claim = next((each for each in key.invariants if each.id == case.output), None)
    sides = "" if claim is None else claim.sides
    if not (sides or way.script or key.unchanged or key.forbid):
        return Call(key.name, case.arguments)
    script = sides or way.script or f"{key.name}({', '.join(key.parameters)})"
    arguments = tuple(zip(key.parameters, case.arguments, strict=True))
    if claim is not None and claim.apart:
        return RunApart(key.name, script, arguments, key.forbid)
    return Run(key.name, script, arguments, key.unchanged, key.forbid)


def read_function(key: FunctionKey, outcomes: tuple[Outcome, ...]) -> Results | Problem:
    """Read what the calls gave, in the way that comes out best.

    A function that is absent, or gives nothing on every case, is no answer; one that stops on
    every case it was run on is judged by how it stopped.
    """
    what = returned(outcomes[0])
    if isinstance(what, Absent | Stopped | Unreadable):
        return what
    is_code = isinstance(what, Named) and what.kind != "module"
    if not (is_code or (key.text and isinstance(what, str))):
        return Unreadable(later("a function"), describe(what))
    calls = len(key.calls)
    found = [
        _read_way(key, way, outcomes[1 + number * calls : 1 + (number + 1) * calls])
        for number, way in enumerate(key.ways)
    ]
    return max(found, key=lambda each: _worth(key, each))


def _worth(key: FunctionKey, reading: Results | Problem) -> int:
    """Count the cases that are right; what gave nothing counts less than what is wrong."""
    if not isinstance(reading, Results):
        return -2 if isinstance(reading, Absent) else -1
    pairs = zip(key.cases, reading.cases, strict=True)
    return sum(isinstance(compare_case(case, each), Match) for case, each in pairs)


def _read_way(key: FunctionKey, way: Way, outcomes: tuple[Outcome, ...]) -> Results | Problem:
    calls = zip(key.calls, outcomes, strict=True)
    found = tuple(read_call(key, case, each) for cases, each in calls for case in cases)
    run = [each for each in found if not _is_not_run(each)]
    if all(isinstance(each, Absent) for each in run) and isinstance(found[0], Absent):
        return found[0]
    if all(isinstance(each, Stopped) for each in found) and isinstance(found[0], Stopped):
        return found[0]
    return Results(tuple(_value_missing(each) for each in found), way.label)


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


def compare_case(case: Case, reading: Numbers | Sides | Problem) -> Comparison:
    """Judge one case."""
    match reading:
        case Numbers():
            return compare_values(reading, case.truth)
        case Sides():
            is_empty = not all(map(_size, case.arguments))
            return compare_sides(reading, float(case.truth.allowed), may_be_empty=is_empty)
        case _:
            return reading


def read_call(key: FunctionKey, case: Case, outcome: Outcome) -> Numbers | Sides | Problem:
    """Read what one call gave for one of its outputs."""
    value = returned(outcome)
    if isinstance(value, Absent | Stopped | Unreadable):
        return value
    if key.invariants:
        return read_sides(key.invariants[key.outputs.index(case.output)], value)
    picked = pick(value, case.output, key.outputs, key.unchanged)
    if isinstance(picked, Absent | Unreadable):
        return picked
    wanted = later("an array of numbers") if case.truth.value.ndim else later("a number")
    return read_numbers(picked, wanted)


def _is_not_run(found: object) -> bool:
    return isinstance(found, Stopped) and isinstance(found.outcome, NotRun)


def _value_missing(found: Numbers | Sides | Problem) -> Numbers | Sides | Problem:
    """Nothing on some cases only is a wrong value, not a missing answer."""
    if isinstance(found, Absent):
        return Unreadable(later("a value that is returned"), "None")
    return found


def _size(value: Value) -> int:
    """Count the numbers in a case's arguments."""
    if isinstance(value, Array):
        return int(value.data.size)
    if isinstance(value, list | tuple):
        return sum(_size(each) for each in value)
    return 1
