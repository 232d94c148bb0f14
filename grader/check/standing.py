"""What a check makes of a report: no marks, and nothing called right that was not judged.

A report of a bundle says `right` of whatever the bundle could not object to. Here that becomes
*ready*: the form is right, the public cases pass, and the rest is for the marking.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from grader.handout.bundle import Bundle, BundledAnswer, BundledPart
from grader.key.kinds import FormKey, FormulaKey
from grader.language import say, say_count
from grader.record import replace
from grader.results import AnswerResult, Feedback, PartResult, Report
from grader.score import Verdict, combine


class Standing(StrEnum):
    """Where an answer or a part stands before it is handed in, the gravest first."""

    FAULT = "grader-error"
    """Our fault."""

    STOPPED = "stopped"
    """It raised, ran out of time or memory, or was not run."""

    WRONG_FORM = "wrong-form"
    """There is a value, and it could not be marked as it is."""

    FAILING = "failing"
    """A public case fails, or the author lets the check say that it is wrong."""

    MISSING = "missing"
    READY = "ready"
    """Nothing is wrong with what the check may look at."""

    RIGHT = "right"
    """Judged in full, where the author lets the check do so."""


_STANDINGS: Final[Mapping[Verdict, Standing]] = {
    Verdict.RIGHT: Standing.RIGHT,
    Verdict.RIGHT_BY_FOLLOW_THROUGH: Standing.RIGHT,
    Verdict.PARTLY_RIGHT: Standing.FAILING,
    Verdict.IMPRECISE: Standing.FAILING,
    Verdict.WRONG: Standing.FAILING,
    Verdict.WRONG_SHAPE: Standing.FAILING,
    Verdict.UNREADABLE: Standing.WRONG_FORM,
    Verdict.MISSING: Standing.MISSING,
    Verdict.CRASHED: Standing.STOPPED,
    Verdict.TIMED_OUT: Standing.STOPPED,
    Verdict.OUT_OF_MEMORY: Standing.STOPPED,
    Verdict.SKIPPED: Standing.STOPPED,
    Verdict.AWAITING_MARKER: Standing.READY,
    Verdict.GRADER_ERROR: Standing.FAULT,
}


def stand(answer: AnswerResult, bundled: BundledAnswer) -> Standing:
    """Say where an answer of a check's report stands."""
    standing = _STANDINGS[answer.verdict]
    if standing is Standing.FAILING and isinstance(bundled.key, FormKey):
        return Standing.WRONG_FORM  # there is no case that it could fail
    return standing


def stand_part(part: PartResult, bundled: BundledPart) -> Standing:
    """Say where a part stands: as its gravest answer that is worth points."""
    pairs = list(zip(part.answers, bundled.answers, strict=True))
    worth = [pair for pair in pairs if pair[0].points > 0] or pairs
    return min((stand(*pair) for pair in worth), key=list(Standing).index)


def without_marks(report: Report, bundle: Bundle) -> Report:
    """Take the marks out of a report, and call nothing right that was not judged in full.

    What is ready awaits its marking, and so has the verdict `awaiting-marker` and no points: none
    of the formats that a report is written in turns that into a mark.
    """
    parts = tuple(
        _part(part, bundled) for part, bundled in zip(report.parts, bundle.parts, strict=True)
    )
    return replace(report, parts=parts, earned=None)


def _part(part: PartResult, bundled: BundledPart) -> PartResult:
    answers = tuple(
        _answer(answer, each) for answer, each in zip(part.answers, bundled.answers, strict=True)
    )
    worth = [each for each in answers if each.points > 0] or list(answers)
    return replace(
        part,
        answers=answers,
        earned=None,
        verdict=_worst([each.verdict for each in worth]),
        feedback="\n".join(filter(None, (each.feedback.found for each in answers))),
    )


def _worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Of several answers the gravest: what is ready must not hide what is wrong."""
    settled = [each for each in verdicts if each is not Verdict.AWAITING_MARKER]
    if not settled or (set(settled) <= {Verdict.RIGHT} and len(settled) < len(verdicts)):
        return Verdict.AWAITING_MARKER
    return combine(settled, 0.0)


def _answer(answer: AnswerResult, bundled: BundledAnswer) -> AnswerResult:
    is_judged = bundled.hidden == 0 and bundled.public > 0
    if answer.verdict is Verdict.AWAITING_MARKER:
        found = say("It can be read. A person will mark it.")
    elif answer.verdict is not Verdict.RIGHT or is_judged:
        return replace(answer, earned=None)
    elif isinstance(bundled.key, FormKey):
        found = say("The form is right. Whether the value is, only the marking tells.")
    else:
        found = _tell_public(bundled)
    return replace(
        answer,
        verdict=Verdict.AWAITING_MARKER,
        earned=None,
        feedback=Feedback(found=found),
        expected=None,
    )


def _tell_public(bundled: BundledAnswer) -> str:
    if isinstance(bundled.key, FormulaKey):
        passed = say_count(
            "Right at {number} public point.", "Right at {number} public points.", bundled.public
        )
    else:
        passed = say_count(
            "Right on {number} public case.", "Right on {number} public cases.", bundled.public
        )
    more = say_count("{number} more is hidden.", "{number} more are hidden.", bundled.hidden)
    return f"{passed} {more}"
