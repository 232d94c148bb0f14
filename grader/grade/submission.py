"""Mark one submission: ask everything at once, mark part by part, write the report."""

from collections.abc import Mapping, Sequence

from grader.compare.kinds import compare, read
from grader.compare.reading import Numbers, Problem, Reading
from grader.diagnose.follow import can_carry
from grader.grade.answer import Marked, Question, mark_answer
from grader.grade.asking import ask_module, open_module
from grader.grade.efficiency import hold_to_effort
from grader.grade.excerpt import excerpt
from grader.grade.gradcheck import explain_gradient
from grader.grade.incidents import blame_incident, describe_incidents
from grader.grade.marking import Marking, list_problems
from grader.grade.receipt import write_receipt
from grader.grade.restrictions import Scan, hold_against, scan_submission
from grader.grade.shrinking import shrink_example
from grader.grade.variant import vary
from grader.key.kinds import ArrayKey, NumberKey
from grader.key.truth import Floats
from grader.language import reword, say, speak, spoken
from grader.outcome import Outcome
from grader.record import Record, replace
from grader.results import PartResult, Report
from grader.sandbox.session import Session
from grader.sandbox.worker import Worker
from grader.score import Verdict, combine, round_points, split_points
from grader.sentences import by_sentence
from grader.sheet import SheetPart
from grader.submission.model import Submission

_MOST_PRINTED = 4000


class Answered(Record, frozen=True):
    """A question with what the student gave."""

    question: Question
    reading: Reading | Problem
    outcomes: tuple[Outcome, ...]
    scan: Scan | None = None
    """What its source holds, where the question says something about that."""


def grade_submission(marking: Marking, worker: Worker, submission: Submission) -> Report:
    """Run a submission behind its walls and mark what comes back, in the assignment's language.

    Raises:
        SandboxError: Our worker failed; never for what a student did.
    """
    sheet = marking.sheet
    with speak(sheet.language), reword(by_sentence(sheet.says)):
        return _grade(marking, worker, submission)


def _grade(marking: Marking, worker: Worker, submission: Submission) -> Report:
    marking = vary(marking, submission.student)
    questions = [each for asked in marking.sheet.parts for each in _questions(marking, asked)]
    handed_out = marking.sheet.support
    scans = scan_submission(worker, submission, questions, handed_out)
    with open_module(marking, worker, submission) as session:
        return _mark(marking, session, submission, questions, scans)


def _mark(
    marking: Marking,
    session: Session | None,
    submission: Submission,
    questions: Sequence[Question],
    scans: Mapping[int, Scan],
) -> Report:
    """Mark every answer while the module is open, so that a failing function can be asked again."""
    seen = ask_module(marking, session, questions)
    answered = [
        Answered(
            question,
            blame_incident(read(question.key, outcomes), question.key.name, seen),
            outcomes,
            scans.get(number),
        )
        for number, (question, outcomes) in enumerate(zip(questions, seen.outcomes, strict=True))
    ]
    parts = _mark_parts(marking, session, submission, answered)
    return Report(
        language=spoken(),
        assignment=marking.sheet.id,
        course=marking.sheet.course,
        title=marking.sheet.title,
        student=submission.student,
        points=marking.sheet.possible,
        earned=_total(marking, parts),
        problems=list_problems(marking),
        parts=parts,
        mishaps=describe_incidents(seen),
        notes=submission.notes,
        printed=seen.printed[:_MOST_PRINTED],
        receipt=write_receipt(marking, submission.digest),
    )


def _questions(marking: Marking, asked: SheetPart) -> list[Question]:
    """List a part's answers with the points that each is worth."""
    answers = asked.answers
    points = split_points(asked.points, [answer.points for answer in answers])
    keys = marking.keys(asked)
    return [
        Question(asked, index, key, worth)
        for index, (key, worth) in enumerate(zip(keys, points, strict=True))
    ]


def _mark_parts(
    marking: Marking,
    session: Session | None,
    submission: Submission,
    answered: Sequence[Answered],
) -> tuple[PartResult, ...]:
    """Mark the parts in order: a later one may follow from an earlier one that is not right."""
    carried: dict[str, Floats] = {}
    parts = []
    for asked in marking.sheet.parts:
        mine = [each for each in answered if each.question.asked is asked]
        values = {name: carried[used] for name, used in asked.uses.items() if used in carried}
        with reword(by_sentence(asked.says)):
            marked = [_mark_one(marking, session, each, values) for each in mine]
            shown = [
                _with_example(marking, session, each, _with_excerpt(submission, each, answer))
                for each, answer in zip(mine, marked, strict=True)
            ]
            parts.append(_combine(marking, asked, shown))
        slip = _slip(mine, parts[-1])
        if slip is not None:
            carried[asked.id] = slip
    return tuple(parts)


def _mark_one(
    marking: Marking, session: Session | None, answered: Answered, values: Mapping[str, Floats]
) -> Marked:
    """Mark one answer by what it gives; hold it to the question's rules, and to a yardstick."""
    question = answered.question
    marked = mark_answer(marking, question, answered.reading, answered.outcomes, values)
    marked = hold_against(question, marked, answered.scan)
    return hold_to_effort(session, question, answered.reading, marked)


def _with_excerpt(submission: Submission, answered: Answered, marked: Marked) -> Marked:
    """Add the student's own lines to what is not right."""
    result = marked.result
    if result.verdict in (Verdict.RIGHT, Verdict.RIGHT_BY_FOLLOW_THROUGH, Verdict.AWAITING_MARKER):
        return marked
    found = excerpt(submission, answered.outcomes, result.spots)
    return replace(marked, result=replace(result, excerpt=found))


def _with_example(
    marking: Marking, session: Session | None, answered: Answered, marked: Marked
) -> Marked:
    """Shrink the example of a failing function, as long as the module is open."""
    if session is None or marked.result.example is None:
        return marked
    comparison = compare(answered.question.key, answered.reading)
    reading, question = answered.reading, answered.question
    result = shrink_example(marking, session, question, reading, comparison, marked.result)
    result = explain_gradient(session, question, reading, comparison, result)
    return replace(marked, result=result)


def _slip(mine: Sequence[Answered], part: PartResult) -> Floats | None:
    """Take a part's answer that is not right but can be worked on, for the parts that use it."""
    if len(mine) != 1 or part.verdict is Verdict.RIGHT:
        return None
    key, reading = mine[0].question.key, mine[0].reading
    if not isinstance(key, ArrayKey | NumberKey) or not isinstance(reading, Numbers):
        return None
    return reading.value if can_carry(reading.value, key.case.truth) else None


def _combine(marking: Marking, asked: SheetPart, marked: Sequence[Marked]) -> PartResult:
    results = [each.result for each in marked]
    worth = [each for each in marked if each.result.points > 0] or list(marked)
    earned = sum(each.share * each.result.points for each in marked)
    share = earned / asked.points if asked.points else 0.0
    verdict = combine([each.result.verdict for each in worth], share)
    withheld = verdict in (Verdict.GRADER_ERROR, Verdict.AWAITING_MARKER) and asked.points > 0
    step, most = marking.sheet.round_points_to, asked.points
    return PartResult(
        id=asked.id,
        label=asked.label,
        problem=asked.problem,
        title=asked.title,
        prompt=asked.prompt,
        points=asked.points,
        earned=None if withheld else round_points(earned, step, most),
        verdict=verdict,
        misconception=next((each.misconception for each in results if each.misconception), None),
        feedback="\n".join(filter(None, (each.feedback.found for each in results)))
        or say("Right."),
        reveal=asked.reveal,
        answers=tuple(
            replace(each, earned=round_points(each.earned, step, each.points))
            if each.earned is not None
            else each
            for each in results
        ),
    )


def _total(marking: Marking, parts: Sequence[PartResult]) -> float | None:
    """Sum the parts; a fault of ours in any of them withholds the whole mark."""
    if any(part.verdict is Verdict.GRADER_ERROR for part in parts):
        return None
    earned = sum(part.earned for part in parts if part.earned is not None)
    return round_points(earned, marking.sheet.round_points_to)
