"""Mark one answer: read, compare, diagnose, score, explain. Each step is somebody else's."""

from collections.abc import Mapping

from grader.causes import evidence, explain_cause, explain_slips
from grader.compare.function import compare_case
from grader.compare.kinds import compare
from grader.compare.reading import Bound, Problem, Reading, Results
from grader.compare.result import Absent, Awaits, Comparison, Match, Stopped, Unreadable, Unsettled
from grader.diagnose.follow import Followed, Refused, follow
from grader.diagnose.literal import write_literal
from grader.diagnose.mistake import explain_mistake
from grader.diagnose.pattern import Pattern, explain_pattern
from grader.diagnose.signature import sign
from grader.diagnose.slip import Slip, slips_of
from grader.feedback import tell_finding
from grader.grade.marking import Marking
from grader.grade.timing import measure_seconds
from grader.key.kinds import FunctionKey, Key, RelationKey
from grader.key.truth import Floats
from grader.language import later, say
from grader.outcome import Frame, Killed, Outcome, Raised, Returned, ReturnedEach, TimedOut
from grader.record import Record, replace
from grader.results import AnswerResult, Feedback, Spot
from grader.running import cause_of
from grader.score import Verdict, settle_verdict, share_of, verdict_of
from grader.sheet import NamedMistake, SheetAnswer, SheetPart
from grader.showing import show_answer, show_followed

_MOST_PRINTED = 4000


class Question(Record, frozen=True):
    """One answer of a part, as it is to be marked."""

    asked: SheetPart
    index: int
    key: Key
    points: float

    @property
    def answer(self) -> SheetAnswer:
        """What the sheet says of it."""
        return self.asked.answers[self.index]


class Marked(Record, frozen=True):
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
    question = replace(question, key=key)
    marked = _wrong_or_right(question, reading, comparison, outcomes)
    followed = None
    if not isinstance(comparison, Match):
        followed = _follow(marking, question, reading, carried)
    if isinstance(followed, Followed) and question.asked.follow_through >= marked.share:
        return _followed(marking, question, reading, outcomes, followed)
    return _with_note(marked) if isinstance(followed, Refused) else marked


def _follow(
    marking: Marking,
    question: Question,
    reading: Reading | Problem,
    carried: Mapping[str, Floats],
) -> Followed | Refused | None:
    """Mark from the student's own earlier answers, where there are any and the author allows it."""
    is_read = not isinstance(reading, Absent | Stopped | Unreadable)
    if not (carried and is_read and question.asked.follow_through):
        return None
    again = marking.oracle.carried(question.asked.id, carried)
    return None if again is None else follow(again, question.key, reading, carried.values())


def _with_note(marked: Marked) -> Marked:
    """Say why a part that follows from an earlier answer earns nothing for that."""
    note = say(
        "This follows from your earlier answer, but that one makes the question trivial, so "
        "following from it earns nothing."
    )
    feedback = marked.result.feedback
    feedback = replace(feedback, found=f"{feedback.found} {note}")
    return replace(marked, result=replace(marked.result, feedback=feedback))


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
        wanted = say("values for which the claim makes sense")
        return key, Unreadable(wanted, say("values for which it does not"))
    key = replace(key, settled=(*key.settled, settled))
    return key, compare(key, reading)


def _wrong_or_right(
    question: Question,
    reading: Reading | Problem,
    comparison: Comparison,
    outcomes: tuple[Outcome, ...],
) -> Marked:
    key, reveal = question.key, question.asked.reveal
    given = None if isinstance(reading, Absent | Stopped | Unreadable) else reading
    is_wrong = not isinstance(comparison, Match | Awaits)
    named = tuple(each.id for each in question.answer.mistakes)
    likely = explain_mistake(key, reading, named) if is_wrong else ()
    causes = [each for each in question.answer.mistakes if each.id in likely]
    share = share_of(key, given, comparison)
    share = max([share, *(each.credit for each in causes)])
    verdict = settle_verdict(verdict_of(comparison, key), share)
    if causes and share > 0:
        verdict = Verdict.PARTLY_RIGHT
    pattern = None
    if is_wrong and not causes and reveal in ("expected", "example"):
        pattern = explain_pattern(key, reading)  # gives the truth away, being a way back to it
    slips: tuple[Slip, ...] = ()
    if is_wrong and not causes and pattern is None and reveal == "expected":
        slips = slips_of(key, reading)
    showing = show_answer(key, given, comparison, reveal)
    feedback = Feedback(
        found=tell_finding(comparison, key, reading, reveal),
        cause=explain_cause(pattern)
        if pattern
        else _cause(causes) or explain_slips(slips) or cause_of(comparison),
        evidence=evidence(key, pattern)
        if (len(causes) == 1 or pattern) and reveal != "none"
        else "",
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
        literal=write_literal(key, reading) if is_wrong and not causes else "",
        feedback=feedback,
        given=showing.given,
        expected=showing.expected,
        difference=showing.difference,
        example=showing.example,
        picture=showing.picture,
        curve=showing.curve,
        spots=_spots(reading, outcomes),
        printed=_printed(outcomes),
        seconds=measure_seconds(key, outcomes),
        cases=_case_verdicts(key, reading),
    )
    return Marked(result, share)


def _followed(
    marking: Marking,
    question: Question,
    reading: Reading | Problem,
    outcomes: tuple[Outcome, ...],
    followed: Followed,
) -> Marked:
    part = question.asked
    labels = {each.id: each.label for each in marking.sheet}
    earlier = ", ".join(labels.get(used, used) for used in part.uses.values())
    given = None if isinstance(reading, Absent | Stopped | Unreadable) else reading
    showing = show_answer(question.key, given, Match(), part.reveal)
    share = part.follow_through
    instead = showing.expected
    if instead is not None:
        instead = replace(instead, label=say("With the right earlier answer"))
    result = AnswerResult(
        name=question.key.name,
        kind=question.answer.kind,
        points=question.points,
        earned=share * question.points,
        verdict=Verdict.RIGHT_BY_FOLLOW_THROUGH,
        feedback=Feedback(
            found=say(_FOLLOWED_FULLY if share == 1 else _FOLLOWED_PARTLY, earlier=earlier)
        ),
        given=showing.given,
        expected=show_followed(followed.value) if part.reveal == "expected" else None,
        instead=instead,
        spots=_spots(reading, outcomes),
        printed=_printed(outcomes),
        seconds=measure_seconds(question.key, outcomes),
    )
    return Marked(result, share)


_FOLLOWED_FULLY = later(
    "Your answer to {earlier} was off, and that was marked there. This part follows from it "
    "correctly, so it earns full points."
)
_FOLLOWED_PARTLY = later(
    "Your answer to {earlier} was off, and that was marked there. This part follows from it "
    "correctly, so it earns part of the points."
)


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


def _cause(causes: list[NamedMistake]) -> str:
    """Put the author's words for the likely cause; where several fit, say so."""
    if len(causes) > 1:
        listed = " ".join(f"({n}) {each.says}" for n, each in enumerate(causes, 1))
        return say("One of these: {causes}", causes=listed)
    return causes[0].says if causes else ""


def _case_verdicts(key: Key, reading: Reading | Problem) -> tuple[Verdict, ...]:
    if not (isinstance(key, FunctionKey) and isinstance(reading, Results)):
        return ()
    pairs = zip(key.cases, reading.cases, strict=True)
    return tuple(verdict_of(compare_case(case, each), key) for case, each in pairs)


def _spots(reading: Reading | Problem, outcomes: tuple[Outcome, ...]) -> tuple[Spot, ...]:
    """Take the student's own lines from the first call that stopped somewhere.

    Where nothing was called, from the statement that should have defined the name.
    """
    stops: list[object] = []
    for outcome in outcomes:
        stops.extend(outcome.rows if isinstance(outcome, ReturnedEach) else [outcome])
    if isinstance(reading, Stopped):
        stops.append(reading.outcome)
    frames: tuple[Frame, ...] = next(
        (s.frames for s in stops if isinstance(s, Raised | TimedOut | Killed) and s.frames), ()
    )
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
