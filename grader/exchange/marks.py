"""What a file of results may say about marks: never a score that nobody gave.

A fault of ours withholds the whole mark, and a part that a person marks has none yet. Formats that
can leave a score out do; for the others these functions say what is known, or refuse.
"""

from decimal import ROUND_HALF_UP, Decimal

from grader.errors import WithheldError
from grader.results import PartResult, Report
from grader.summary import Status, summarise


def require_score(report: Report, file: str) -> float:
    """Give the points earned so far, for a file that cannot do without a score.

    Args:
        report: All results of one submission.
        file: What wants the score, as its user knows it.

    Raises:
        WithheldError: There is no score to give: through a fault of ours, or since a person gives
            every point of it.
    """
    if report.earned is None or summarise(report, "").status is Status.WITHHELD:
        raise WithheldError(
            f"{file}: wanted a mark to write, found it withheld through a fault of the grader's "
            "(mark it again; no file is better than a zero)"
        )
    if report.parts and not settled(report):
        raise WithheldError(
            f"{file}: wanted a mark to write, found that a person has still to give all of it "
            "(there is nothing to write before)"
        )
    return report.earned


def settled(report: Report) -> tuple[PartResult, ...]:
    """List the parts that have a mark."""
    return tuple(part for part in report.parts if part.earned is not None)


def possible(report: Report) -> float:
    """Say what could be earned in the parts that have a mark."""
    return round(sum(part.points for part in settled(report)), 9)


def plain_number(points: float) -> str:
    """Write points as a program reads them: every digit, no exponent, ``12345.67`` and ``15``."""
    exact = f"{round(points, 9):.9f}"
    return exact.rstrip("0").rstrip(".")


def is_full(part: PartResult) -> bool:
    """Whether a part earned all of its points."""
    return part.earned is not None and part.earned >= part.points


def hundredths(points: float) -> int:
    """Turn points into whole hundredths, halves up: the rule for formats that know integers only.

    The factor is the same for every assignment and student, so that scores can be compared.
    """
    exact = Decimal(repr(round(points, 9)))
    return int((exact * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
