"""What is off with code that is run rather than compared: properties, training, chance."""

from grader.compare.reading import Trained
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
from grader.language import say
from grader.spec.model import Reveal


def explain_running(comparison: BrokenClaim | BelowWanted | UnlikelyDraws, reveal: Reveal) -> str:
    """Say what was measured and what was wanted, in a sentence or two."""
    match comparison:
        case BrokenClaim():
            return _claim(comparison, reveal)
        case BelowWanted():
            return _training(comparison, reveal)
        case UnlikelyDraws():
            return _draws(comparison, reveal)


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


def tell_runs(reading: object, comparison: Comparison) -> str:
    """Say what the runs of right code came to; else nothing."""
    if not (isinstance(reading, Trained) and isinstance(comparison, Match)):
        return ""
    values = [spell_number(each, 4) for each in reading.values if isinstance(each, float)]
    return say("The runs came to {values}.", values=", ".join(values))


def _training(comparison: BelowWanted, reveal: Reveal) -> str:
    values = ", ".join(spell_number(value, 4) for value in comparison.values)
    counted = spell_number(comparison.counted, 4)
    said = say("The runs came to {values}; {counted} counts.", values=values, counted=counted)
    if reveal == "none":
        return said
    wanted = spell_number(comparison.wanted, 4)
    return f"{said} {say('Full points take {wanted}.', wanted=wanted)}"


def _draws(comparison: UnlikelyDraws, reveal: Reveal) -> str:
    if reveal == "none":
        return say("The draws are not those of right code.")
    observed, expected = spell_apart(comparison.observed, comparison.expected)
    if comparison.at is None:
        measured = say(
            "Of {count} draws a share of {observed} is so; {expected} is right.",
            count=comparison.count,
            observed=observed,
            expected=expected,
        )
    else:
        measured = say(
            "Of {count} draws a share of {observed} is at most {at}; {expected} is right.",
            count=comparison.count,
            observed=observed,
            expected=expected,
            at=spell_number(comparison.at, 4),
        )
    sure = say("Right code comes out so less than once in a million times.")
    return f"{measured} {sure}"


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
