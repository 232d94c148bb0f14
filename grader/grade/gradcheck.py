"""Hold a wrong gradient against differences of the student's own forward.

The second opinion on a gradient, and one that no reference has a say in: it tells a student whether
to look for the mistake in the backward, or in the forward that it rightly differentiates. Rule: it
is asked for only where the oracle found the gradient wrong, and changes no mark.
"""

from collections.abc import Sequence

import numpy as np

from grader.compare.function import ask_call, read_call
from grader.compare.reading import Numbers, Problem, Reading, Results, read_numbers, returned
from grader.compare.result import Absent, Comparison, Match, Stopped, Unreadable, WrongCases
from grader.compare.values import compare_values
from grader.grade.answer import Question
from grader.key.called import FunctionKey, Way
from grader.key.truth import Case, Floats
from grader.language import later, say
from grader.outcome import Outcome
from grader.record import Record, replace
from grader.request import Run
from grader.results import AnswerResult
from grader.sandbox.session import Session
from grader.sheet import UPSTREAM, Forward
from grader.values import Array, Value

_STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
"""Relative steps. Where a forward computes in float32, or bends much, only some of them tell: the
one counts at which a step and its half agree best."""

_AGREED = 1e-3
"""How well a step and its half must agree for their slope to count, relative to the gradient."""

_NEAR = 3e-3
"""How well a slope must agree with a gradient, relative to the gradient: wrong ones are far off."""

_CALL_SECONDS = 0.5


class Slope(Record, frozen=True):
    """How fast the student's forward changes along a direction."""

    differences: float
    """By central differences."""

    gradient: float
    """By the student's gradient."""

    scale: float
    """The size that either of them would typically have."""

    @property
    def agrees(self) -> bool:
        """Whether the gradient is the derivative along this direction."""
        return abs(self.differences - self.gradient) <= _NEAR * self.scale


def explain_gradient(
    session: Session,
    question: Question,
    reading: Reading | Problem,
    comparison: Comparison,
    result: AnswerResult,
) -> AnswerResult:
    """Add to a wrong gradient's result whether it is the derivative of the student's own forward.

    Args:
        session: The student's module, still open.
        question: Which answer.
        reading: What the student gave.
        comparison: What is wrong with it.
        result: Its result so far.
    """
    key, forward = question.key, question.answer.forward
    if not isinstance(key, FunctionKey) or forward is None:
        return result
    if not (isinstance(reading, Results) and isinstance(comparison, WrongCases)):
        return result
    shown = next(each for each in key.calls if key.cases[comparison.case] in each)
    rises = [_rise(session, forward, key, case) for case in shown]
    slopes = [_slopes(session, key, way, shown, rises) for way in key.ways]
    note = _tell([each for each in slopes if each], is_explained=bool(result.feedback.cause))
    if not note:
        return result
    feedback = result.feedback
    feedback = replace(feedback, found=f"{feedback.found} {note}")
    return replace(result, feedback=feedback)


def _tell(ways: Sequence[Sequence[Slope]], *, is_explained: bool) -> str:
    """Say what the wrong gradients of one way of calling are; of several ways, the kindest.

    That they are not the forward's either is worth a sentence only where nothing else is known.
    """
    if not ways:
        return ""
    if any(all(each.agrees for each in slopes) for slopes in ways):
        return say("The gradient is that of your own forward: look for the mistake there.")
    return "" if is_explained else say("The gradient is not that of your own forward either.")


class _Rise(Record, frozen=True, eq=False):
    """How the student's forward changes along a drawn direction of one input."""

    direction: Floats
    slope: float
    spread: float
    """How far the slopes of a step and of its half are apart."""


def _slopes(
    session: Session,
    key: FunctionKey,
    way: Way,
    shown: Sequence[Case],
    rises: Sequence[_Rise | None],
) -> tuple[Slope, ...]:
    """Compare every wrong gradient of a call with how the forward rises.

    Returns:
        Nothing where one of them cannot be compared: it would be told for all.
    """
    (outcome,) = session.ask([(ask_call(key, way, shown[0]), _CALL_SECONDS)])
    found: list[Slope] = []
    for case, rise in zip(shown, rises, strict=True):
        given = read_call(key, case, outcome)
        if not isinstance(given, Numbers):
            return ()
        if isinstance(compare_values(given, case.truth), Match):
            continue
        if rise is None or given.value.shape != rise.direction.shape:
            return ()
        scale = max(float(np.linalg.norm(given.value)), abs(rise.slope))
        if not (np.isfinite(scale) and rise.spread <= _AGREED * scale):
            return ()
        found.append(Slope(rise.slope, float((given.value * rise.direction).sum()), scale))
    return tuple(found)


def _rise(session: Session, forward: Forward, key: FunctionKey, case: Case) -> _Rise | None:
    """Take central differences of the student's forward.

    Returns:
        None where the forward cannot be called so, or the input is no array of floats.
    """
    wrt = case.output.removeprefix("d") or forward.wrt
    arguments = {
        name: _precise(value) for name, value in zip(key.parameters, case.arguments, strict=True)
    }
    moved = arguments[wrt]
    if not isinstance(moved, Array):
        return None
    direction = np.random.default_rng(0).standard_normal(moved.data.shape)
    size = max(1.0, float(np.abs(moved.data).max(initial=0.0)))
    steps = [relative * size * part for relative in _STEPS for part in (1, -1, 0.5, -0.5)]
    calls = [
        Run(key.name, forward.lines, tuple({**arguments, wrt: each}.items()))
        for each in (Array.of(moved.data + step * direction, moved.library) for step in steps)
    ]
    outcomes = session.ask([(call, _CALL_SECONDS) for call in calls], [0] * len(calls))
    above = arguments.get(UPSTREAM)
    found = _steadiest([_weighted(each, above) for each in outcomes], steps)
    return None if found is None else _Rise(direction, *found)


def _steadiest(values: Sequence[float], steps: Sequence[float]) -> tuple[float, float] | None:
    """Take the slope at which a step and its half agree best, and by how much they differ.

    Args:
        values: What the forward gives at each step, nan where nothing.
        steps: Fours of a step, its opposite, its half, and the opposite of that.
    """
    found: list[tuple[float, float]] = []
    for first in range(0, len(values), 4):
        ahead, behind, half_ahead, half_behind = values[first : first + 4]
        whole = (ahead - behind) / (2 * steps[first])
        half = (half_ahead - half_behind) / steps[first]
        found.append((half, abs(whole - half)))
    finite = [each for each in found if np.isfinite(each).all()]
    return min(finite, key=lambda each: each[1], default=None)


def _precise(value: Value) -> Value:
    """Take floating arrays in float64, since differences need the digits."""
    if isinstance(value, Array) and value.data.dtype.kind == "f":
        return Array.of(value.data.astype(np.float64), value.library)
    return value


def _weighted(outcome: Outcome, above: "Value | None") -> float:
    """Sum what the forward gives, weighted by the gradient from above; nan where it gives none."""
    value = returned(outcome)
    if isinstance(value, Absent | Stopped | Unreadable):
        return np.nan
    read = read_numbers(value, later("an array of numbers"))
    if not isinstance(read, Numbers):
        return np.nan
    weights = above.data if isinstance(above, Array) else np.ones(())
    if weights.shape != read.value.shape:
        return np.nan
    return float((read.value * weights).sum())
