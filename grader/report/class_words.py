"""Every word the class page says itself; its reader is an instructor, who did not hand anything in.

Like `grader.report.words`: constants are English, and a template says them by itself.
"""

from typing import Final

from grader.course.flags import Flag
from grader.course.statistics import ENOUGH, Estimate, Spread
from grader.language import later, say, say_count, write_count, write_decimal

DISTRIBUTION: Final = later("Distribution of totals")
DISTRIBUTION_DATA: Final = later("The same as a table")
TOTAL_AXIS: Final = later("total, as a share of all points")
SETTLED_AXIS: Final = later("total, as a share of the points that are settled")
RANGE: Final = later("Total")
MEDIAN: Final = later("Median")
QUARTILES: Final = later("Middle half")
MEAN: Final = later("Mean")
ALPHA: Final = later("Cronbach’s α")
NO_TOTALS: Final = later("No total is known yet.")
NO_STUDENTS: Final = later("No submission was found.")
NEEDS_PERSON: Final = later("What needs a person")
NOTHING_NEEDED: Final = later("Nothing: every answer was marked, and no key looks wrong.")
BY_PART: Final = later("Part by part")
BY_PART_NOTE: Final = later(
    "Facility is the mean share of the points earned by those who answered; who did not answer is "
    "counted apart."
)
PART: Final = later("Part")
FACILITY: Final = later("Facility")
UNANSWERED: Final = later("Unanswered")
ITEM_REST: Final = later("Item–rest")
TIME: Final = later("Time, median")
VERDICT_COUNTS: Final = later("Verdicts")
SHARED: Final = later("Commonest wrong answers")
NONE: Final = later("none")
CLUSTERS: Final = later("Wrong answers in common")
CLUSTERS_NOTE: Final = later(
    "Equal wrong answers, however they were written. One without a name is worth a look: a "
    "misconception in the spec explains it to all who gave it, and may give it credit."
)
EXAMPLE_OF: Final = later("One of them, by")
SHARED_BY: Final = later("Given by")
LIKELY_CAUSE: Final = later("Likely cause.")
SHOW_IN_TABLE: Final = later("Show in the table")
NAME_IT: Final = later("To name it, add this to the misconceptions of")
SEE_PART: Final = later("its row")
STUDENTS: Final = later("Students")
STUDENT: Final = later("Student")
TOTAL: Final = later("Total")
SEARCH: Final = later("Search students, verdicts and mistakes")
LEGEND: Final = later("Verdicts:")
LAY_OUT_ALL: Final = later(
    "Lay out every row at once, which takes longer; a screen reader then finds all of them."
)
ISOLATION: Final = later("Isolation")
GRADER_FAULTS: Final = later("not marked, through a fault of the grader; the totals are withheld")
EMPTY: Final = later("without an answer to any part, perhaps the wrong file")
AWAITING: Final = later("awaiting a marker")
NEGATIVE: Final = later("who did well on the rest did badly here; check the key")
WEAK_ISOLATION: Final = later(
    "Some of this class’s code ran at a weaker level of isolation than the default: against "
    "accidents, not malice. A hostile submission could have read or changed files of this "
    "account. “grader doctor” says what this machine lacks."
)
FLAGS: Final = {
    Flag.KEY: later("negative: check the key"),
    Flag.EVERYONE: later("everyone got it"),
    Flag.LITTLE: later("tells little apart"),
    Flag.WELL: later("tells apart well"),
}


def count_submissions(number: int) -> str:
    """Write a number of submissions."""
    return say_count("{number} submission", "{number} submissions", number)


def tell_isolation(level: str, number: int, total: int) -> str:
    """Say how many submissions ran at a level."""
    if number == total:
        return level
    counts = {"number": write_count(number), "total": write_count(total)}
    return say("{level} ({number} of {total})", level=level, **counts)


def tell_more(number: int) -> str:
    """End a list that was cut."""
    return say_count("and {number} more", "and {number} more", number)


def tell_bin(low: int, high: int, *, last: bool) -> str:
    """Name a bar of the histogram by its range in per cent."""
    if last:
        return say("{low} to {high} %", low=low, high=high)
    return say("{low} to below {high} %", low=low, high=high)


def write_percent(share: float) -> str:
    """Write a share in whole per cent."""
    return f"{100 * share:.0f} %"


def tell_answered(answered: int) -> str:
    """Say whom a facility is of."""
    return say_count("{number} answered", "{number} answered", answered)


def tell_awaiting(number: int) -> str:
    """Say how many answers to a part a person has still to mark."""
    return say_count("{number} awaits a marker", "{number} await a marker", number)


def tell_so_far(earned: float, left: float) -> str:
    """Write a total of which a person has still to give some."""
    earned_, left_ = write_decimal(earned), write_decimal(left)
    return say("{earned}, {left} open", earned=earned_, left=left_)


def tell_without(labels: str, points: float) -> str:
    """Say which parts the totals leave out, and of how many points they are then.

    Args:
        labels: Of the parts, as one text.
        points: What the others are worth.
    """
    if not points:
        return say("{labels}: a person has still to mark them.", labels=labels)
    return say(
        "Without {labels}, which a person has still to mark: totals are of {points} points.",
        labels=labels,
        points=write_decimal(points),
    )


def tell_unsettled(number: int) -> str:
    """Say how many students the totals leave out."""
    return say_count(
        "{number} student is left out, a mark of whom is withheld or to be decided.",
        "{number} students are left out, a mark of whom is withheld or to be decided.",
        number,
    )


def tell_of_all(share: float) -> str:
    """Say what a facility is with nothing for those who did not answer."""
    return say("{share} of all", share=write_percent(share))


def write_correlation(number: float) -> str:
    """Write a correlation: two decimals, a real minus."""
    return f"{number:.2f}".replace("-0.00", "0.00").replace("-", "−")


def tell_interval(estimate: Estimate) -> str:
    """Write the 95 % interval of an estimate."""
    low, high = write_correlation(estimate.low), write_correlation(estimate.high)
    return say("{low} to {high}", low=low, high=high)


def tell_compared(students: int) -> str:
    """Say what the correlations are, and of how many students."""
    if students < ENOUGH:
        return say(
            "How well a part goes with the rest is shown from {enough} students on.", enough=ENOUGH
        )
    return say(
        "Item–rest is how well a part’s points go with the sum of all others, over the {students} "
        "students who can be compared, with its 95 % interval; a part that builds on an earlier "
        "one goes with the rest for that reason too.",
        students=write_count(students),
    )


def tell_uses(labels: str) -> str:
    """Say which parts a part builds on."""
    return say("builds on {labels}", labels=labels)


def tell_times(spread: Spread) -> str:
    """Say how long the slowest took; nothing where that is too short to be told."""
    if spread.largest < 0.01:
        return ""
    return say("at most {seconds}", seconds=write_seconds(spread.largest))


def write_seconds(seconds: float) -> str:
    """Write a time: hundredths of a second are as fine as a clock of the student's is good for."""
    if seconds < 0.01:
        return say("under {seconds} s", seconds=write_decimal(0.01))
    return say("{seconds} s", seconds=write_decimal(seconds))


def tell_shared(number: int, given: int) -> str:
    """Say how many share an answer."""
    return say_count(
        "{number} of {given} gave", "{number} of {given} share", number, given=write_count(given)
    )


def tell_rival(wrong: int, right: int) -> str:
    """Say that a wrong answer is commoner than the right one."""
    return say(
        "{wrong} share a wrong answer and {right} are right; check the key or the wording",
        wrong=write_count(wrong),
        right=write_count(right),
    )
