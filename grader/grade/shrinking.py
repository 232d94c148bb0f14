"""Replace the example of a failing function by the smallest one that fails in the same way.

The student's own function is asked, through the session that is open anyway, in batches and within
a budget of calls. Hidden cases stay hidden: what is shown is drawn afresh.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from grader.compare.function import ask_call, compare_case, read_call
from grader.compare.reading import Numbers, Problem, Reading, Results
from grader.compare.result import (
    BrokenClaim,
    Comparison,
    Imprecise,
    Match,
    NonFinite,
    Stopped,
    Unreadable,
    WrongCases,
    WrongShape,
    WrongValues,
)
from grader.diagnose.shrink import BATCH, Choices, Tried, shrink
from grader.feedback import tell_finding
from grader.grade.answer import Question
from grader.grade.marking import Marking
from grader.key.kinds import FunctionKey, Way
from grader.language import say
from grader.oracle.second_look import Redrawn
from grader.outcome import Killed, NotRun, Outcome, Raised, ReturnedEach, TimedOut
from grader.record import replace
from grader.results import AnswerResult, Example
from grader.sandbox.session import Session
from grader.showing import show_case

MOST_CALLS = 640
"""Of the student's function while one example is shrunk. A count and not a time, so that the same
class gives the same pages on a slow machine; a quick function takes a tenth of a second for all."""

MOST_SECONDS = 2.0
"""For shrinking one example, whatever the function takes."""

_STARTS = 6
"""Batches drawn to start from, until one holds a case that fails likewise."""

_CALL_SECONDS = 0.5


@dataclass
class _Search:
    """One search for a smaller example."""

    marking: Marking
    session: Session
    question: Question
    key: FunctionKey
    way: Way
    """How it is called."""

    output: str
    """Which of the call's outputs fails."""

    like: tuple[str, ...]
    """How the failure looks that must be kept."""

    end: float
    calls: int = 0
    is_broken: bool = False
    """The student's process had to be ended; nothing more is asked of it."""

    def is_over(self) -> bool:
        """Whether enough was asked."""
        return self.is_broken or self.calls >= MOST_CALLS or time.monotonic() > self.end

    def attempt(self, batch: Sequence[Choices]) -> list[Tried | None]:
        """Draw candidates, ask the student's function, and keep those that fail likewise."""
        asked = self.ask(self.redraw(batch, 0))
        return [
            Tried(each.choices) if self.fails(each, outcome) else None for each, outcome in asked
        ]

    def redraw(self, batch: Sequence[Choices], seed: int) -> list[Redrawn | None]:
        """Draw candidates by their choices."""
        part, index = self.question.asked.id, self.question.index
        return self.marking.oracle.redraw(part, index, self.output, batch, seed)

    def ask(self, redrawn: Sequence[Redrawn | None]) -> list[tuple[Redrawn, Outcome]]:
        """Call the student's function on each, all at once."""
        drawn = [each for each in redrawn if each is not None]
        calls = [(ask_call(self.key, self.way, each.case), _CALL_SECONDS) for each in drawn]
        self.calls += len(calls)
        outcomes = self.session.ask(calls, [0] * len(calls)) if calls and not self.is_broken else []
        self.is_broken |= any(isinstance(each, TimedOut | Killed | NotRun) for each in outcomes)
        return list(zip(drawn, outcomes, strict=False))

    def fails(self, redrawn: Redrawn, outcome: Outcome) -> bool:
        """Whether the function is wrong on a case, in the way that is looked for."""
        if isinstance(outcome, TimedOut | Killed | NotRun | ReturnedEach):
            return False
        return (
            look(compare_case(redrawn.case, read_call(self.key, redrawn.case, outcome)))
            == self.like
        )


def look(comparison: Comparison) -> tuple[str, ...]:
    """Say how a failure looks: empty for what is right, or is nothing to shrink."""
    match comparison:
        case Match() | Imprecise():
            return ()
        case WrongValues() | NonFinite() | WrongShape() | Unreadable():
            return (type(comparison).__name__,)
        case BrokenClaim(invariant=invariant):
            return ("BrokenClaim", invariant.id)
        case Stopped(Raised(type_name=name)):
            return ("Raised", name)
        case _:
            return ()


def shrink_example(
    marking: Marking,
    session: Session,
    question: Question,
    reading: Reading | Problem,
    comparison: Comparison,
    result: AnswerResult,
) -> AnswerResult:
    """Put the smallest example found into a function's result.

    Args:
        marking: What the class is marked by.
        session: The student's module, still open.
        question: Which answer.
        reading: What the student gave.
        comparison: What is wrong with it.
        result: Its result so far.
    """
    key = question.key
    if not (isinstance(comparison, WrongCases) and isinstance(key, FunctionKey)):
        return result
    if not isinstance(reading, Results):
        return result
    like = look(comparison.found)
    if not like or result.example is None:
        return result
    case = key.cases[comparison.case]
    way = next(each for each in key.ways if each.label == reading.way)
    # Awake before the clock runs.
    marking.oracle.redraw(question.asked.id, question.index, case.output, [], 0)
    end = time.monotonic() + MOST_SECONDS
    search = _Search(marking, session, question, key, way, case.output, like, end)
    if not _is_steady(search, key, comparison.case):
        note = say("It gives different results for the same call.")
        found = f"{result.feedback.found} {note}"
        feedback = replace(result.feedback, found=found)
        return replace(result, feedback=feedback, example=None)
    shown = _known_or_found(search, (question.asked.id, key.name, result.signature))
    if shown is None:
        return result
    example, smaller = shown
    reveal = question.asked.reveal
    was = tell_finding(comparison, key, reading, reveal)
    now = tell_finding(replace(comparison, found=smaller), key, reading, reveal)
    feedback = replace(result.feedback, found=result.feedback.found.replace(was, now, 1))
    return replace(result, feedback=feedback, example=example)


_Shown = tuple[Example, Comparison]
"""An example, and what is wrong there, so that the words are about what is shown."""


def _known_or_found(search: _Search, way: tuple[str, str, str]) -> _Shown | None:
    """Try the example of an earlier student who went the same way, before searching anew."""
    known = search.marking.shrunk.get(way)
    shown = None if known is None else _shown(search, known)
    if shown is not None:
        return shown
    found = _find(search)
    if found is None:
        return None
    search.marking.shrunk[way] = found
    return _shown(search, found)


def _is_steady(search: _Search, key: FunctionKey, case: int) -> bool:
    """Whether the function gives the same twice for the case that it fails."""
    call = (ask_call(key, search.way, key.cases[case]), _CALL_SECONDS)
    first, second = search.session.ask([call, call])
    one, other = (read_call(key, key.cases[case], each) for each in (first, second))
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return one.value.shape == other.value.shape and bool(
            ((one.value == other.value) | (one.value != one.value)).all()
        )
    return type(one) is type(other)


def _find(search: _Search) -> Redrawn | None:
    failing: list[Redrawn] = []
    for seed in range(1, _STARTS + 1):
        drawn = search.ask(search.redraw([()] * BATCH, seed))
        failing = [each for each, outcome in drawn if search.fails(each, outcome)]
        if failing or search.is_over():
            break
    if not failing:
        return None
    least = min(
        failing, key=lambda each: sum(c.size for c in each.choices if not isinstance(c, int))
    )
    choices = shrink(least.choices, search.attempt, search.is_over)
    return search.redraw([choices], 0)[0]


def _shown(search: _Search, redrawn: Redrawn) -> _Shown | None:
    """Show a case as this student's function answers it; None where it does not fail likewise."""
    for case, outcome in search.ask([redrawn]):
        if search.fails(case, outcome):
            found = read_call(search.key, case.case, outcome)
            smaller = compare_case(case.case, found)
            return show_case(search.key, search.way, case.case, found, smaller), smaller
    return None
