"""Every word the pages say themselves: verdicts, headings, sentences.

What an author or a student wrote, and what `feedback` says of an answer, comes with the report. The
constants are English, for `say`; a template says them by itself. Rule of tone: about the work,
never about the person; no praise, no blame.
"""

from collections.abc import Mapping
from typing import Final

from grader.language import later, say, say_count, write_count, write_decimal
from grader.results import STEPS, Difference, Excerpt, Receipt, Spot
from grader.score import Verdict

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
    Verdict.RIGHT: later("right"),
    Verdict.RIGHT_BY_FOLLOW_THROUGH: later("right, from your own earlier answer"),
    Verdict.PARTLY_RIGHT: later("partly right"),
    Verdict.IMPRECISE: later("imprecise"),
    Verdict.WRONG: later("wrong"),
    Verdict.WRONG_SHAPE: later("wrong shape"),
    Verdict.UNREADABLE: later("could not be read"),
    Verdict.MISSING: later("not answered"),
    Verdict.CRASHED: later("stopped with an error"),
    Verdict.TIMED_OUT: later("ran out of time"),
    Verdict.OUT_OF_MEMORY: later("ran out of memory"),
    Verdict.SKIPPED: later("not run"),
    Verdict.AWAITING_MARKER: later("awaits a marker"),
    Verdict.GRADER_ERROR: later("not marked, through a fault of ours"),
}

SHORT_VERDICTS: Final[Mapping[Verdict, str]] = {
    **VERDICTS,
    Verdict.RIGHT_BY_FOLLOW_THROUGH: later("right by follow-through"),
    Verdict.CRASHED: later("crashed"),
    Verdict.TIMED_OUT: later("timed out"),
    Verdict.OUT_OF_MEMORY: later("out of memory"),
    Verdict.UNREADABLE: later("unreadable"),
    Verdict.AWAITING_MARKER: later("awaiting marker"),
    Verdict.GRADER_ERROR: later("grader error"),
}
"""For the class page, whose reader did not hand anything in."""

# The student's page

FEEDBACK_FOR: Final = later("Feedback for")
PARTS: Final = later("Parts and their points")
QUESTIONS_ASKED: Final = later("Questions")
NOTES: Final = later("About the submission")
DIFFERS: Final = later("differs:")
LIKELY_CAUSE: Final = later("Likely cause.")
NEXT_STEP: Final = later("Next step.")
EXAMPLE: Final = later("Smallest example that shows it")
SOURCE: Final = later("Your code")
WORST: Final = later("The largest differences")
WHERE: Final = later("Where")
YOU_GAVE: Final = later("You gave")
EXPECTED: Final = later("Expected")
PICTURE: Final = later("Picture of the differences; the text beside it says where they lie.")
SHADED: Final = later("shaded by the size of the difference")
PASTE: Final = later("To try it, paste this below your code:")
SPOTS: Final = later("Where the code was")
PLOT: Final = later("The plot that was handed in")
PRINTED: Final = later("What the code printed")
PRINTED_WHILE_READ: Final = later("What the file printed while it was read")
RECEIPT: Final = later("Receipt")
QUESTIONS: Final = later("Questions about a mark: send this page.")
REPLAY: Final = later("To mark it again:")
SUBMISSION: Final = later("SUBMISSION")
NO_PARTS: Final = later("This homework has no parts.")
WITHHELD: Final = later("withheld")
PENDING: Final = later("to be marked")
WITHHELD_TOTAL: Final = later(
    "The total is withheld: something went wrong on the grader’s side, not in this submission. "
    "The part it happened in says so, and has not been marked; all others have."
)
PENDING_TOTAL: Final = later(
    "The total is not final: a person still marks a part of this homework. "
    "All other parts have been marked."
)
HIDDEN: Final[Mapping[str, str]] = {
    "expected": "",
    "example": later("Of what is expected, this part shows the smallest example only."),
    "shape": later("Of what is expected, this part shows the shape only."),
    "none": later("This part does not show what is expected."),
}
"""By what an author reveals."""


def write_points(points: float) -> str:
    """Write what something is worth: ``2 points``."""
    return say_count("{number} point", "{number} points", points)


def of_points(points: float) -> str:
    """Write what could be earned: ``of 2 points``."""
    return say_count("of {number} point", "of {number} points", points)


def tell_earned(earned: float, points: float) -> str:
    """Write what was earned of what could be: ``0.5 of 2 points``."""
    return f"{write_decimal(earned)} {of_points(points)}"


def tell_cases(right: int, total: int) -> str:
    """Say how many of a function's cases are right."""
    return say_count(
        "{right} of {number} case right", "{right} of {number} cases right", total, right=right
    )


def tell_more_inputs(number: int) -> str:
    """Name the inputs of an example that are folded away."""
    return say_count("{number} more input", "{number} more inputs", number)


def place_spot(spot: Spot, times: int) -> str:
    """Say where a line stands, and how often in a row it was visited."""
    place = say("{file}, line {line}", file=spot.file, line=spot.line)
    if spot.function:
        place = say("{place}, in {function}", place=place, function=spot.function)
    if times > 1:
        place = say("{place}, {times} times", place=place, times=write_count(times))
    return place


def place_excerpt(excerpt: Excerpt) -> str:
    """Say where lines of a student's own stand."""
    last = excerpt.first + len(excerpt.lines) - 1
    if last == excerpt.first:
        return say("{file}, line {line}", file=excerpt.file, line=last)
    return say("{file}, lines {first} to {last}", file=excerpt.file, first=excerpt.first, last=last)


def tell_left_out(number: int) -> str:
    """Stand for lines that are not shown."""
    return say_count("… {number} line left out …", "… {number} lines left out …", number)


def tell_heat(step: int) -> str:
    """Say by how much a cell differs, for those who do not see its shade."""
    return say("differs, size {step} of {steps}:", step=step, steps=STEPS)


def tell_spread(difference: Difference) -> str:
    """Say where an array differs, and by how much."""
    return say(
        "{where} The median difference is {typical}, the largest is {largest}.",
        where=difference.where,
        typical=difference.typical,
        largest=difference.largest,
    )


def tell_picture(difference: Difference) -> str:
    """Say what a picture of differences shows."""
    rows, columns = difference.dot
    shown = say("The stronger the colour, the larger the difference.")
    if (rows, columns) != (1, 1):
        dot = say("A dot is {rows} × {columns} entries.", rows=rows, columns=columns)
        shown = f"{shown} {dot}"
    return say("{place}: {text}", place=difference.note, text=shown) if difference.note else shown


RECEIPT_ROWS: Final[Mapping[str, str]] = {
    "grader": later("grader"),
    "torch": later("torch"),
    "numpy": later("NumPy"),
    "python": later("Python"),
    "spec": later("spec, SHA-256"),
    "key": later("answer key"),
    "submission": later("submission, SHA-256"),
    "seed": later("seed"),
    "variant": later("seed of your own cases"),
    "isolation": later("isolation"),
    "marked_at": later("marked at"),
}
"""By field of the receipt."""


def tell_receipt(receipt: Receipt) -> str:
    """Say in a line what marked the submission."""
    return say(
        "Marked with grader {grader}, torch {torch}, NumPy {numpy} · isolation: {isolation} · "
        "{when}",
        grader=receipt.grader,
        torch=receipt.torch,
        numpy=receipt.numpy,
        isolation=receipt.isolation,
        when=receipt.marked_at,
    )
