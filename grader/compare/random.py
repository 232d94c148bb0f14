"""Judge code that draws at random, by bounds that hold for every sample size.

Source:
    H. Chernoff, 1952: of n independent events of chance p, a share q is reached or exceeded with a
    chance of at most exp(-n KL(q, p)). P. Massart, 1990 (the DKW inequality): an empirical
    distribution is nowhere farther than e from the true one but with a chance of at most
    2 exp(-2 n e²).
"""

import numpy as np

from grader.compare.describe import describe
from grader.compare.reading import Draws, Numbers, Problem, read_numbers, returned, with_truths
from grader.compare.result import (
    Absent,
    Comparison,
    Match,
    Stopped,
    UnlikelyDraws,
    Unreadable,
)
from grader.key.kinds import Chances, RandomKey
from grader.language import later, say
from grader.outcome import Outcome
from grader.request import Fetch, Request, Run
from grader.values import Named, Value

FALSE_ALARM = 5e-7
"""The chance that right code fails one of an answer's checks, all together."""


def ask_random(key: RandomKey) -> tuple[Request, ...]:
    """Ask what the name is, and for every call."""
    runs = (
        Run(key.name, key.script, tuple(zip(key.parameters, call.arguments, strict=True)))
        for call in key.calls
    )
    return (Fetch(key.name), *runs)


def read_random(key: RandomKey, outcomes: tuple[Outcome, ...]) -> Draws | Problem:
    """Read what every check looks at; the first thing that cannot be read decides."""
    what = returned(outcomes[0])
    if isinstance(what, Absent | Stopped | Unreadable):
        return what
    if not isinstance(what, Named) or what.kind == "module":
        return Unreadable(later("a function"), describe(what))
    calls = []
    for outcome in outcomes[1:]:
        given = returned(outcome)
        if isinstance(given, Absent | Stopped | Unreadable):
            return given
        found = _read_samples(key, given)
        if isinstance(found, Unreadable):
            return found
        calls.append(found)
    return Draws(tuple(calls))


def _read_samples(key: RandomKey, given: Value) -> tuple[Numbers, ...] | Unreadable:
    if not (isinstance(given, tuple) and len(given) == len(key.says)):
        return Unreadable(later("an array of numbers"), describe(given))
    found = []
    for each in given:
        numbers = read_numbers(with_truths(each), later("an array of numbers"))
        if isinstance(numbers, Unreadable):
            return numbers
        if np.isnan(numbers.value).any():
            return Unreadable(later("an array of numbers"), say("{value} inside it", value="nan"))
        if numbers.value.size < key.least:
            wanted = say("at least {number} draws", number=key.least)
            return Unreadable(wanted, say("{number} of them", number=numbers.value.size))
        found.append(numbers)
    return tuple(found)


def compare_random(key: RandomKey, reading: Draws) -> Comparison:
    """Report the first check that fails."""
    alarm = FALSE_ALARM / (len(key.calls) * len(key.says))
    for call, samples in zip(key.calls, reading.calls, strict=True):
        for says, chances, sample in zip(key.says, call.expected, samples, strict=True):
            found = _check(chances, sample, says, alarm)
            if found is not None:
                return found
    return Match()


def _check(chances: Chances, sample: Numbers, says: str, alarm: float) -> UnlikelyDraws | None:
    value = sample.value.ravel()
    if chances.share is not None:
        share = float(np.mean(value != 0))
        if is_likely(share, chances.share, value.size, alarm):
            return None
        return UnlikelyDraws(says, share, chances.share, None, value.size)
    ordered = np.sort(value)
    observed = np.searchsorted(ordered, chances.grid, "right") / value.size
    gaps = np.abs(observed - chances.cdf)
    if gaps.max() <= np.sqrt(np.log(2 / alarm) / (2 * value.size)):
        return None
    place = int(gaps.argmax())
    return UnlikelyDraws(
        says,
        float(observed[place]),
        float(chances.cdf[place]),
        float(chances.grid[place]),
        value.size,
    )


def is_likely(share: float, chance: float, count: int, alarm: float) -> bool:
    """Whether a share of events is one that their chance explains.

    Args:
        share: Observed.
        chance: Of each event.
        count: How many there were.
        alarm: The chance that explained events are called unlikely, at most.
    """
    if chance in (0.0, 1.0):
        return share == chance
    divergence = sum(
        p * float(np.log(p / q)) for p, q in ((share, chance), (1 - share, 1 - chance)) if p > 0
    )
    return count * divergence <= float(np.log(2 / alarm))
