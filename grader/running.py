"""What is off with code that is run rather than compared: properties, training, chance."""

import ast
import math

import numpy as np

from grader.compare.describe import one_line
from grader.compare.reading import Problem, Reading, Results, Trained
from grader.compare.result import (
    BelowWanted,
    BrokenClaim,
    Comparison,
    Imprecise,
    Match,
    UnlikelyDraws,
    WrongCases,
)
from grader.exhibit import spell_apart, spell_index, spell_number
from grader.key.kinds import FunctionKey, Key, RandomKey, TrainingKey
from grader.language import later, say, write_count, write_decimal
from grader.sheet import Reveal

_MOST_EXPRESSION = 160


def explain_running(
    comparison: BrokenClaim | BelowWanted | UnlikelyDraws, key: Key, reveal: Reveal
) -> str:
    """Say what was measured and what was wanted, in a few sentences."""
    match comparison, key:
        case BrokenClaim(), _:
            return _claim(comparison, reveal)
        case BelowWanted(), TrainingKey():
            return _training(comparison, key, reveal)
        case UnlikelyDraws(), RandomKey():
            return _draws(comparison, key, reveal)
        case _:
            raise TypeError(f"a {type(key).__name__} never gives a {type(comparison).__name__}")


def _claim(comparison: BrokenClaim, reveal: Reveal) -> str:
    invariant = comparison.invariant
    said = say("`{claim}` does not hold.", claim=invariant.claim)
    if reveal in ("none", "shape"):
        return said
    left, right = spell_apart(comparison.left, comparison.right)
    if not comparison.worst:
        sides = say("The left side is {left}, the right side {right}.", left=left, right=right)
        return f"{said} {sides}"
    place = spell_index(comparison.worst)
    sides = say(
        "At {place} the left side is {left}, the right side {right}.",
        place=place,
        left=left,
        right=right,
    )
    return f"{said} {sides}"


def tell_way(key: Key, reading: Reading | Problem) -> str:
    """Say in which of several ways an answer was called that it is judged by; else nothing."""
    if not (isinstance(key, FunctionKey) and isinstance(reading, Results) and reading.way):
        return ""
    return say(
        "It was called in {number} ways and is marked by the best: {way}.",
        number=len(key.ways),
        way=reading.way,
    )


def tell_runs(key: Key, reading: Reading | Problem, comparison: Comparison) -> str:
    """Say what the runs of right code came to; else nothing."""
    if not (isinstance(reading, Trained) and isinstance(comparison, Match)):
        return ""
    if not isinstance(key, TrainingKey):
        return ""
    return _came_to(key, tuple(each for each in reading.values if isinstance(each, float)))


def _came_to(key: TrainingKey, values: tuple[float, ...]) -> str:
    return say(_CAME_TO[key.metric], values=", ".join(_metric(key, each) for each in values))


_CAME_TO = {
    "accuracy": later("On unseen data the accuracy came to {values}."),
    "mean-squared-error": later("On unseen data the mean squared error came to {values}."),
    "mean-absolute-error": later("On unseen data the mean absolute error came to {values}."),
}
_COUNTS = {
    "all": later("The worst counts: {counted}."),
    "median": later("The median counts: {counted}."),
    "best": later("The best counts: {counted}."),
}


def _metric(key: TrainingKey, value: float) -> str:
    return _percent(value) if key.metric == "accuracy" else spell_number(value, 4)


def _percent(share: float) -> str:
    """Write a share in percent, rounded down, so that what falls short is never shown as enough."""
    return f"{write_decimal(math.floor(round(share * 10_000, 6)) / 100)} %"


def _training(comparison: BelowWanted, key: TrainingKey, reveal: Reveal) -> str:
    said = [_came_to(key, comparison.values)]
    if len(key.runs) > 1:
        said.append(say(_COUNTS[key.counts], counted=_metric(key, comparison.counted)))
    if reveal != "none":
        said.append(say("Full points take {wanted}.", wanted=_metric(key, comparison.wanted)))
        constant, is_no_better = _constant(key, comparison.counted)
        if is_no_better:
            came = _metric(key, constant)
            said.append(say("One answer for every input would come to {value}.", value=came))
    return " ".join(said)


def _constant(key: TrainingKey, counted: float) -> tuple[float, bool]:
    """Measure the best answer that looks at no input, and whether the student's is no better.

    Of an accuracy, what lies within two standard deviations counts as no better.
    """
    labels = key.runs[0].labels
    match key.metric:
        case "accuracy":
            commonest = float(np.unique(labels, return_counts=True)[1].max() / labels.size)
            spread = math.sqrt(commonest * (1 - commonest) / labels.size)
            return commonest, counted <= commonest + 2 * spread
        case "mean-squared-error":
            error = float(labels.var())
            return error, counted >= error
        case "mean-absolute-error":
            error = float(np.abs(labels - np.median(labels)).mean())
            return error, counted >= error


def _draws(comparison: UnlikelyDraws, key: RandomKey, reveal: Reveal) -> str:
    """Say what was looked at, how often it came out, and how often it should."""
    if reveal == "none":
        return say("The draws are not those of right code.")
    looked_at = say(" or ").join(f"`{each}`" for each in _looked_at(comparison, key))
    values = {"expression": looked_at, "count": write_count(comparison.count)}
    if comparison.at is None and comparison.expected in (0.0, 1.0):
        number = write_count(round(comparison.observed * comparison.count))
        said = _ALL if comparison.expected else _NONE
        return say(said, number=number, **values)
    values["observed"] = _percent(comparison.observed)
    values["expected"] = _percent(comparison.expected)
    if comparison.at is None:
        measured = say(_SHARE, **values)
    else:
        measured = say(_UP_TO, at=spell_number(comparison.at, 4), **values)
    return f"{measured} {say('Right code is that far off less than once in a million times.')}"


_ALL = later("{expression} holds for {number} of {count} draws; it should hold for all.")
_NONE = later("{expression} holds for {number} of {count} draws; it should hold for none.")
_SHARE = later("{expression} holds for {observed} of {count} draws; {expected} is right.")
_UP_TO = later("{expression} is at most {at} in {observed} of {count} draws; {expected} is right.")


def _looked_at(comparison: UnlikelyDraws, key: RandomKey) -> list[str]:
    """Find what the failed check looks at, as its author wrote it.

    Checks that share their words are told apart by what they expect; if even that is the same, all
    of them are meant.
    """
    last = ast.parse(key.script).body[-1]
    if not (isinstance(last, ast.Expr) and isinstance(last.value, ast.Tuple)):
        raise TypeError("the script of a random key ends in a tuple")
    written = [ast.get_source_segment(key.script, each) or "" for each in last.value.elts]
    likely = [rank for rank, says in enumerate(key.says) if says == comparison.says]
    share = comparison.expected if comparison.at is None else None
    expected = [
        rank for rank in likely if any(call.expected[rank].share == share for call in key.calls)
    ]
    return [one_line(written[rank], _MOST_EXPRESSION) for rank in expected or likely]


def cause_of(comparison: Comparison) -> str:
    """Take the author's words for a property or a check that fails: Markdown; else nothing."""
    match comparison:
        case WrongCases(found=BrokenClaim(invariant=invariant)):
            return invariant.says
        case (
            UnlikelyDraws(says=says) | Imprecise(says=says) | WrongCases(found=Imprecise(says=says))
        ):
            return says
        case _:
            return ""
