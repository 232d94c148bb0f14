"""Mark one answer: read, compare, diagnose, score, explain. Each step is somebody else's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.compare.function import compare_case
from grader.compare.kinds import compare
from grader.compare.reading import Bound, Problem, Reading, Results
from grader.compare.result import Absent, Awaits, Comparison, Match, Stopped, Unreadable, Unsettled
from grader.diagnose.follow import Followed, Refused, follow
from grader.diagnose.mistake import explain_mistake
from grader.diagnose.pattern import Pattern, explain_pattern
from grader.diagnose.signature import sign
from grader.feedback import evidence, explain, explain_cause
from grader.grade.marking import Marking
from grader.key.kinds import FunctionKey, Key, RelationKey
from grader.key.truth import Floats
from grader.outcome import Frame, Killed, Outcome, Raised, Returned, ReturnedEach, TimedOut
from grader.results import AnswerResult, Feedback, Spot
from grader.score import Verdict, settle_verdict, share_of, verdict_of
from grader.showing import show_answer, show_followed
from grader.spec.assignment import AskedPart
from grader.spec.base import Judged, Misconception
from grader.spec.kinds import Answer

_MOST_PRINTED = 4000


@dataclass(frozen=True, slots=True)
class Question:
    """One answer of a part, as it is to be marked."""

    asked: AskedPart
    index: int
    key: Key
    points: float

    @property
    def answer(self) -> Answer:
        """What the author wrote of it."""
        return self.asked.answers[self.index]

    @property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """The named wrong ways, in the author's order."""
        return self.answer.misconceptions if isinstance(self.answer, Judged) else ()


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer's result, and the share of its points that it earned."""

    result: AnswerResult
    share: float


def mark_answer(
    marking: Marking,
    question: Question,
    reading: Reading | Problem,
    outcomes: tuple[Outcome, ...],
    carried: Mapping[str, Floats],
) -> Marked:
    """Mark one answer.

    Args:
        marking: What the class is marked by.
        question: Which answer.
        reading: What the student gave, read.
        outcomes: What came back, for what was printed and where it stopped.
        carried: The student's own earlier answers that the part uses and that are not right.
    """
    key, comparison = _settled(marking, question, reading)
    followed = None
    if carried and not isinstance(comparison, Match):
        again = marking.oracle.carried(question.asked.id, carried)
        followed = None if again is None else follow(again, key, reading)
    if isinstance(followed, Followed):
        return _followed(question, reading, outcomes, followed)
    likely: tuple[str, ...] = ()
    if not isinstance(comparison, Match | Awaits):
        likely = explain_mistake(key, reading, tuple(each.id for each in question.misconceptions))
    question = replace(question, key=key)
    marked = _wrong_or_right(question, reading, comparison, outcomes, likely)
    if isinstance(followed, Refused):
        note = (
            " This follows from your earlier answer, but that one makes the question trivial, so "
            "it earns nothing here."
        )
        feedback = marked.result.feedback
        feedback = feedback.model_copy(update={"found": feedback.found + note})
        marked = replace(marked, result=marked.result.model_copy(update={"feedback": feedback}))
    return marked


def _settled(
    marking: Marking, question: Question, reading: Reading | Problem
) -> tuple[Key, Comparison]:
    """Compare; ask the oracle about a claim with values that nobody foresaw."""
    key = question.key
    comparison = compare(key, reading)
    if not (isinstance(comparison, Unsettled) and isinstance(key, RelationKey)):
        return key, comparison
    if not isinstance(reading, Bound):
        return key, comparison
    settled = marking.oracle.settle(question.asked.id, question.index, reading.binding)
    if settled is None:
        return key, Unreadable(
            "values for which the claim makes sense", "values for which it does not"
        )
    key = replace(key, settled=(*key.settled, settled))
    return key, compare(key, reading)


def _wrong_or_right(
    question: Question,
    reading: Reading | Problem,
    comparison: Comparison,
    outcomes: tuple[Outcome, ...],
    likely: tuple[str, ...],
) -> Marked:
    key, reveal = question.key, question.asked.part.reveal
    given = None if isinstance(reading, Absent | Stopped | Unreadable) else reading
    causes = [each for each in question.misconceptions if each.id in likely]
    share = share_of(key, given, comparison)
    share = max([share, *(each.credit for each in causes)])
    verdict = settle_verdict(verdict_of(comparison, key), share)
    if causes and share > 0:
        verdict = Verdict.PARTLY_RIGHT
    is_wrong = not isinstance(comparison, Match | Awaits)
    pattern = explain_pattern(key, reading) if is_wrong and not causes else None
    showing = show_answer(key, given, comparison, reveal)
    feedback = Feedback(
        found=explain(comparison, key, reveal),
        cause=_cause(causes) if pattern is None else explain_cause(pattern),
        evidence=evidence(key) if (causes or pattern) and reveal != "none" else "",
        next=causes[0].next if len(causes) == 1 else "",
    )
    result = AnswerResult(
        name=key.name,
        kind=question.answer.kind,
        points=question.points,
        earned=_earned(question, verdict, share),
        verdict=verdict,
        misconception=_mistake(likely, pattern),
        likely=likely,
        signature=sign(reading) if is_wrong else "",
        feedback=feedback,
        given=showing.given,
        expected=showing.expected,
        example=showing.example,
        spots=_spots(outcomes),
        printed=_printed(outcomes),
        cases=_case_verdicts(key, reading),
    )
    return Marked(result, share)


def _followed(
    question: Question,
    reading: Reading | Problem,
    outcomes: tuple[Outcome, ...],
    followed: Followed,
) -> Marked:
    part = question.asked.part
    earlier = ", ".join(part.uses.values())
    given = None if isinstance(reading, Absent | Stopped | Unreadable) else reading
    showing = show_answer(question.key, given, Match(), part.reveal)
    share = part.follow_through
    instead = showing.expected
    if instead is not None:
        instead = instead.model_copy(update={"label": "With the right earlier answer"})
    result = AnswerResult(
        name=question.key.name,
        kind=question.answer.kind,
        points=question.points,
        earned=share * question.points,
        verdict=Verdict.RIGHT_BY_FOLLOW_THROUGH,
        feedback=Feedback(
            found=(
                f"Your answer to {earlier} was off, and that was marked there. This part follows "
                f"from it correctly, so it earns {'full' if share == 1 else 'part of the'} points."
            )
        ),
        given=showing.given,
        expected=show_followed(followed.value) if part.reveal == "expected" else None,
        instead=instead,
        spots=_spots(outcomes),
        printed=_printed(outcomes),
    )
    return Marked(result, share)


def _earned(question: Question, verdict: Verdict, share: float) -> float | None:
    if verdict is Verdict.GRADER_ERROR:
        return None
    if verdict is Verdict.AWAITING_MARKER:
        return None if question.points else 0.0
    return share * question.points


def _mistake(likely: tuple[str, ...], pattern: Pattern | None) -> str | None:
    """Name the one mistake that explains the answer: the author's, or a general one."""
    if pattern is not None:
        return pattern.id.value
    return likely[0] if len(likely) == 1 else None


def _cause(causes: list[Misconception]) -> str:
    """Put the author's words for the likely cause; where several fit, say so."""
    if len(causes) > 1:
        return "One of these: " + " ".join(f"({n}) {each.says}" for n, each in enumerate(causes, 1))
    return causes[0].says if causes else ""


def _case_verdicts(key: Key, reading: Reading | Problem) -> tuple[Verdict, ...]:
    if not (isinstance(key, FunctionKey) and isinstance(reading, Results)):
        return ()
    pairs = zip(key.cases, reading.cases, strict=True)
    return tuple(verdict_of(compare_case(case, each), key) for case, each in pairs)


def _spots(outcomes: tuple[Outcome, ...]) -> tuple[Spot, ...]:
    """Take the student's own lines from the first outcome that stopped somewhere."""
    frames: tuple[Frame, ...] = ()
    for outcome in outcomes:
        if isinstance(outcome, Raised | TimedOut | Killed) and outcome.frames:
            frames = outcome.frames
            break
    return tuple(
        Spot(file=frame.file, line=frame.line, function=frame.function, source=frame.source)
        for frame in frames
    )


def _printed(outcomes: tuple[Outcome, ...]) -> str:
    """Join what was printed, bounded; formulas and functions print once a call."""
    texts = [
        outcome.printed
        for outcome in outcomes
        if isinstance(outcome, Returned | ReturnedEach | Raised | TimedOut | Killed)
    ]
    text = "".join(texts)
    return text if len(text) <= _MOST_PRINTED else text[:_MOST_PRINTED] + "…"
