"""How long a student's code took over an answer, by its own clock: a claim, for statistics only."""

from grader.key.kinds import FunctionKey, Key
from grader.outcome import Outcome, Returned, ReturnedEach, TimedOut


def measure_seconds(key: Key, outcomes: tuple[Outcome, ...]) -> float | None:
    """Sum the calls of an answer, in seconds to a thousandth.

    Args:
        key: What was asked for.
        outcomes: What came of it.

    Returns:
        None where nothing was called, or a call ended in a way that tells no time.
    """
    is_called = isinstance(key, FunctionKey)
    calls = [each for each in outcomes if is_called or not isinstance(each, Returned)]
    times = [each.seconds for each in calls if isinstance(each, Returned | ReturnedEach | TimedOut)]
    return round(sum(times), 3) if times and len(times) == len(calls) else None
