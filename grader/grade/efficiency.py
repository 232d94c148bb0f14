"""How much longer, and in how much more memory, right code runs than a yardstick beside it.

The yardstick is the author's, holds no answer, and runs in the same process, in turns with the
student's code; what counts is the ratio of the medians, never a time.
"""

import math
from collections.abc import Sequence

import numpy as np

from grader.compare.function import ask_call
from grader.compare.reading import Problem, Reading, Results
from grader.grade.answer import Marked, Question
from grader.key.kinds import Effort, FunctionKey, Way
from grader.language import say
from grader.outcome import Killed, Outcome, Returned, TimedOut
from grader.record import replace
from grader.request import Request, Run, RunApart
from grader.sandbox.session import Session
from grader.score import Verdict, settle_verdict

REPEATS = 5
"""Of each; the first run of both warms up and is not counted."""

_SECONDS = 10.0
_LEAST_SECONDS = 1e-5
_LEAST_BYTES = 1 << 16
"""What a yardstick counts as at least: below that, a ratio measures the clock."""


def hold_to_effort(
    session: Session | None, question: Question, reading: Reading | Problem, marked: Marked
) -> Marked:
    """Measure right code against its yardstick, where the author gives one.

    What is too slow or too large, or does not come back from the larger input, keeps the share of
    the points that the author leaves it; a yardstick that fails measures nothing.

    Raises:
        SandboxError: Our worker failed.
    """
    key = question.key
    if session is None or not isinstance(key, FunctionKey) or key.effort is None:
        return marked
    if marked.result.verdict is not Verdict.RIGHT:
        return marked
    effort = key.effort
    said = []
    label = reading.way if isinstance(reading, Results) else ""
    way = next((each for each in key.ways if each.label == label), key.ways[0])
    time, memory = _ratios(session, key, way, effort)
    if time == math.inf:
        said.append(say("Right, but it did not come back from a larger input in time."))
        return _reduced(marked, said, effort)
    if time is not None and effort.time_at_most is not None and time > effort.time_at_most:
        said.append(
            say(
                "Right, but it takes {ratio} times as long as the yardstick; {most} times is "
                "allowed.",
                ratio=f"{time:.3g}",
                most=f"{effort.time_at_most:g}",
            )
        )
    if memory is not None and effort.memory_at_most is not None and memory > effort.memory_at_most:
        said.append(
            say(
                "Right, but it takes {ratio} times the memory of the yardstick; {most} times is "
                "allowed.",
                ratio=f"{memory:.3g}",
                most=f"{effort.memory_at_most:g}",
            )
        )
    return _reduced(marked, said, effort) if said else marked


def _reduced(marked: Marked, said: list[str], effort: Effort) -> Marked:
    share = min(marked.share, effort.credit)
    feedback = replace(marked.result.feedback, found=" ".join(said))
    verdict = settle_verdict(Verdict.WRONG, share)
    result = marked.result
    result = replace(result, feedback=feedback, earned=share * result.points, verdict=verdict)
    return replace(marked, result=result, share=share)


def _ratios(
    session: Session, key: FunctionKey, way: Way, effort: Effort
) -> tuple[float | None, float | None]:
    """Run both in turns; the ratios of time and of memory, None where one cannot be told.

    The time is infinite where the yardstick came back and the student's code was stopped.
    """
    pairs = tuple(zip(key.parameters, effort.arguments, strict=True))
    case = replace(key.cases[0], arguments=effort.arguments)
    mine = ask_call(replace(key, unchanged=(), forbid=()), way, case)
    if not isinstance(mine, Run):  # in one go, for calls apart take longer than what is measured
        script = mine.script if isinstance(mine, RunApart) else _plain(key, way)
        mine = Run(key.name, script, pairs)
    yardstick = Run(key.name, effort.yardstick, pairs)
    times: list[Request] = [request for _ in range(REPEATS) for request in (yardstick, mine)]
    memories: list[Request] = [replace(each, measures=True) for each in (yardstick, mine)]
    outcomes = session.ask([(each, _SECONDS) for each in (*times, *memories)])
    if isinstance(outcomes[0], Returned) and isinstance(outcomes[1], TimedOut | Killed):
        return math.inf, None
    spent = [each.seconds if isinstance(each, Returned) else None for each in outcomes]
    time = _ratio(spent[2 : 2 * REPEATS : 2], spent[3 : 2 * REPEATS : 2], _LEAST_SECONDS)
    taken = [_bytes(each) for each in outcomes[2 * REPEATS :]]
    return time, _ratio(taken[:1], taken[1:], _LEAST_BYTES)


def _plain(key: FunctionKey, way: Way) -> str:
    return way.script or f"{key.name}({', '.join(key.parameters)})"


def _bytes(outcome: Outcome) -> float | None:
    match outcome:
        case Returned(value=int(size)):
            return float(size)
        case _:
            return None


def _ratio(
    yardstick: Sequence[float | None], mine: Sequence[float | None], least: float
) -> float | None:
    one = [each for each in yardstick if each is not None]
    other = [each for each in mine if each is not None]
    if len(one) < len(yardstick) or len(other) < len(mine):
        return None
    return float(np.median(other) / max(np.median(one), least))
