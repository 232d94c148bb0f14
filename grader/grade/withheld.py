"""The report of a submission that we failed to mark: nothing is scored, and it says so."""

from grader.grade.marking import Marking
from grader.grade.receipt import write_receipt
from grader.results import PartResult, Report
from grader.score import Verdict


def withhold(marking: Marking, student: str, reason: str) -> Report:
    """Write a report without a mark.

    Args:
        marking: What the class is marked by.
        student: As handed in.
        reason: What failed, for the instructor; no word of the student's.
    """
    found = "This could not be marked. The fault is the grader's, and the mark is withheld."
    parts = tuple(
        PartResult(
            id=asked.id,
            label=asked.label,
            title=asked.part.title,
            prompt=asked.part.prompt,
            points=asked.part.points,
            earned=None,
            verdict=Verdict.GRADER_ERROR,
            misconception=None,
            feedback=found,
            reveal=asked.part.reveal,
            answers=(),
        )
        for asked in marking.assignment.parts
    )
    head = marking.assignment.head
    return Report(
        assignment=head.id,
        course=head.course,
        title=head.title,
        student=student,
        points=marking.assignment.possible,
        earned=None,
        parts=parts,
        notes=(f"{found} What happened: {reason}",),
        receipt=write_receipt(marking, ""),
    )
