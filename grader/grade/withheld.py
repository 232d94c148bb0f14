"""The report of a submission that we failed to mark: nothing is scored, and it says so."""

from grader.grade.marking import Marking, list_problems
from grader.grade.receipt import write_receipt
from grader.language import say, speak
from grader.results import PartResult, Report
from grader.score import Verdict


def withhold(marking: Marking, student: str, reason: str) -> Report:
    """Write a report without a mark.

    Args:
        marking: What the class is marked by.
        student: As handed in.
        reason: What failed, for the instructor; no word of the student's.
    """
    with speak(marking.sheet.language):
        found = say(
            "This could not be marked. The fault is the grader's, and the mark is withheld."
        )
        happened = say("What happened: {reason}", reason=say(reason))
    parts = tuple(
        PartResult(
            id=asked.id,
            label=asked.label,
            problem=asked.problem,
            title=asked.title,
            prompt=asked.prompt,
            points=asked.points,
            earned=None,
            verdict=Verdict.GRADER_ERROR,
            misconception=None,
            feedback=found,
            reveal=asked.reveal,
            answers=(),
        )
        for asked in marking.sheet
    )
    sheet = marking.sheet
    return Report(
        language=sheet.language,
        assignment=sheet.id,
        course=sheet.course,
        title=sheet.title,
        student=student,
        points=sheet.possible,
        earned=None,
        problems=list_problems(marking),
        parts=parts,
        notes=(f"{found} {happened}",),
        receipt=write_receipt(marking, ""),
    )
