"""Every word the pages say themselves: verdicts, headings, sentences.

What an author or a student wrote, and what `feedback` says of an answer, comes with the report.
Rule of tone: about the work, never about the person; no praise, no blame.
"""

from collections.abc import Mapping
from typing import Final

from grader.results import Receipt, Spot
from grader.score import Verdict

LANGUAGE: Final = "en"

MARKS: Final[Mapping[Verdict, str]] = {
    Verdict.RIGHT: "✓",
    Verdict.RIGHT_BY_FOLLOW_THROUGH: "✓",
    Verdict.PARTLY_RIGHT: "◐",
    Verdict.IMPRECISE: "≈",
    Verdict.WRONG: "✗",
    Verdict.WRONG_SHAPE: "□",
    Verdict.UNREADABLE: "?",
    Verdict.MISSING: "○",
    Verdict.CRASHED: "↯",
    Verdict.TIMED_OUT: "◷",
    Verdict.OUT_OF_MEMORY: "▣",
    Verdict.SKIPPED: "»",
    Verdict.AWAITING_MARKER: "✎",
    Verdict.GRADER_ERROR: "!",
}
"""Beside every colour, a mark; from blocks of Unicode that systems have in text fonts."""

VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.RIGHT: "right",
    Verdict.RIGHT_BY_FOLLOW_THROUGH: "right, from your own earlier answer",
    Verdict.PARTLY_RIGHT: "partly right",
    Verdict.IMPRECISE: "imprecise",
    Verdict.WRONG: "wrong",
    Verdict.WRONG_SHAPE: "wrong shape",
    Verdict.UNREADABLE: "could not be read",
    Verdict.MISSING: "not answered",
    Verdict.CRASHED: "stopped with an error",
    Verdict.TIMED_OUT: "ran out of time",
    Verdict.OUT_OF_MEMORY: "ran out of memory",
    Verdict.SKIPPED: "not run",
    Verdict.AWAITING_MARKER: "awaits a marker",
    Verdict.GRADER_ERROR: "not marked, through a fault of ours",
}

SHORT_VERDICTS: Final[Mapping[Verdict, str]] = {
    **VERDICTS,
    Verdict.RIGHT_BY_FOLLOW_THROUGH: "right by follow-through",
    Verdict.CRASHED: "crashed",
    Verdict.TIMED_OUT: "timed out",
    Verdict.OUT_OF_MEMORY: "out of memory",
    Verdict.UNREADABLE: "unreadable",
    Verdict.AWAITING_MARKER: "awaiting marker",
    Verdict.GRADER_ERROR: "grader error",
}
"""For the class page, whose reader did not hand anything in."""

# The student's page

FEEDBACK_FOR: Final = "Feedback for"
PARTS: Final = "Parts and their points"
NOTES: Final = "About the submission"
DIFFERS: Final = "differs:"
LIKELY_CAUSE: Final = "Likely cause."
NEXT_STEP: Final = "Next step."
EXAMPLE: Final = "Smallest example that shows it"
PASTE: Final = "To try it, paste this below your code:"
SPOTS: Final = "Where the code was"
PRINTED: Final = "What the code printed"
PRINTED_WHILE_READ: Final = "What the file printed while it was read"
RECEIPT: Final = "Receipt"
QUESTIONS: Final = "Questions about a mark: send this page."
NO_PARTS: Final = "This homework has no parts."
WITHHELD: Final = "withheld"
PENDING: Final = "to be marked"
WITHHELD_TOTAL: Final = (
    "The total is withheld: something went wrong on the grader’s side, not in this submission. "
    "The part it happened in says so, and has not been marked; all others have."
)
PENDING_TOTAL: Final = (
    "The total is not final: a person still marks a part of this homework. "
    "All other parts have been marked."
)
HIDDEN: Final[Mapping[str, str]] = {
    "expected": "",
    "example": "Of what is expected, this part shows the smallest example only.",
    "shape": "Of what is expected, this part shows the shape only.",
    "none": "This part does not show what is expected.",
}
"""By what an author reveals."""


def write_number(value: float) -> str:
    """Write points: two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def count(number: int, one: str, many: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def write_points(points: float) -> str:
    """Write what something is worth: ``2 points``."""
    return f"{write_number(points)} {'point' if points == 1 else 'points'}"


def of_points(points: float) -> str:
    """Write what could be earned: ``of 2 points``."""
    return f"of {write_points(points)}"


def tell_cases(right: int, total: int) -> str:
    """Say how many of a function's cases are right."""
    return f"{right} of {count(total, 'case', 'cases')} right"


def place_spot(spot: Spot, times: int) -> str:
    """Say where a line stands, and how often in a row it was visited."""
    place = f"{spot.file}, line {spot.line}"
    inside = f", in {spot.function}" if spot.function else ""
    return f"{place}{inside}{f', {times:,} times' if times > 1 else ''}"


def tell_left_out(number: int) -> str:
    """Stand for lines that are not shown."""
    return f"… {count(number, 'line', 'lines')} left out …"


RECEIPT_ROWS: Final[Mapping[str, str]] = {
    "grader": "grader",
    "torch": "torch",
    "numpy": "NumPy",
    "python": "Python",
    "spec": "spec, SHA-256",
    "key": "answer key",
    "submission": "submission, SHA-256",
    "seed": "seed",
    "isolation": "isolation",
    "marked_at": "marked at",
}
"""By field of the receipt."""


def tell_receipt(receipt: Receipt) -> str:
    """Say in a line what marked the submission."""
    return (
        f"Marked with grader {receipt.grader}, torch {receipt.torch}, NumPy {receipt.numpy} "
        f"· isolation: {receipt.isolation} · {receipt.marked_at}"
    )


# The class page

SUBMISSIONS: Final = "submissions"
DISTRIBUTION: Final = "Distribution of totals"
DISTRIBUTION_DATA: Final = "The same as a table"
STUDENTS_AXIS: Final = "students"
TOTAL_AXIS: Final = "total, as a share of all points"
RANGE: Final = "Total"
MEDIAN: Final = "Median"
QUARTILES: Final = "Middle half"
MEAN: Final = "Mean"
NO_TOTALS: Final = "No total is known yet."
NO_STUDENTS: Final = "No submission was found."
NEEDS_PERSON: Final = "What needs a person"
NOTHING_NEEDED: Final = "Nothing: every answer was marked."
BY_PART: Final = "Part by part"
BY_PART_NOTE: Final = (
    "Facility is the mean share of the points earned by those who answered; who did not answer is "
    "counted apart."
)
PART: Final = "Part"
FACILITY: Final = "Facility"
UNANSWERED: Final = "Unanswered"
VERDICT_COUNTS: Final = "Verdicts"
MISTAKES: Final = "Named mistakes"
NONE: Final = "none"
STUDENTS: Final = "Students"
STUDENT: Final = "Student"
TOTAL: Final = "Total"
SEARCH: Final = "Search students, verdicts and mistakes"
LEGEND: Final = "Verdicts:"
ISOLATION: Final = "Isolation"
GRADER_FAULTS: Final = "not marked, through a fault of the grader; the totals are withheld"
AWAITING: Final = "awaiting a marker"
WEAK_ISOLATION: Final = (
    "Some of this class’s code ran at a weaker level of isolation than the default: against "
    "accidents, not malice. A hostile submission could have read or changed files of this "
    "account. “grader doctor” says what this machine lacks."
)


def tell_isolation(level: str, number: int, total: int) -> str:
    """Say how many submissions ran at a level."""
    return level if number == total else f"{level} ({number:,} of {total:,})"


def tell_more(number: int) -> str:
    """End a list that was cut."""
    return f"and {number:,} more"


def tell_bin(low: int, high: int, *, last: bool) -> str:
    """Name a bar of the histogram by its range in per cent."""
    return f"{low} to {high} %" if last else f"{low} to below {high} %"


def write_percent(share: float) -> str:
    """Write a share in whole per cent."""
    return f"{100 * share:.0f} %"
