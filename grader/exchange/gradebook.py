"""`gradebook.csv`: a class's marks for a spreadsheet, which must not execute what a student typed.

Text is quoted, numbers are not, and a text that a spreadsheet would take for a formula begins with
an apostrophe. The byte order mark at the start makes Excel read names as UTF-8.

Source:
    RFC 4180 for the format; OWASP, "CSV Injection", for the characters that begin a formula.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

from grader.summary import PartSummary, Status, Summary
from grader.visible import make_visible_line

BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"

_FORMULA_STARTS: Final = (
    *"=+-@|%",
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
    "\N{MINUS SIGN}",
)

Row = list[str | float]


def write_gradebook(summaries: Sequence[Summary]) -> str:
    """Write a row for each student.

    Columns: student, total, possible, status, the points of every part, the verdict of every part.
    A mark that is withheld or still to be given is an empty cell, and so is a total that is not
    final; the status says why.

    Args:
        summaries: The students, in the order of the rows.

    Returns:
        The file's text; to be written as UTF-8 without translating its line ends.
    """
    parts = _part_ids(summaries)
    text = StringIO(BYTE_ORDER_MARK, newline="")
    text.seek(0, 2)
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(_header(parts))
    writer.writerows(_rows(summaries, parts))
    return text.getvalue()


def _part_ids(summaries: Iterable[Summary]) -> list[str]:
    """Every part that any student has, in the order of the homework."""
    return list(dict.fromkeys(part.id for summary in summaries for part in summary.parts))


def _header(parts: Iterable[str]) -> Row:
    points = [_inert(part) for part in parts]
    verdicts = [f"{part} verdict" for part in points]
    return ["student", "total", "possible", "status", *points, *verdicts]


def _rows(summaries: Iterable[Summary], parts: Sequence[str]) -> Iterator[Row]:
    for summary in summaries:
        by_id = {part.id: part for part in summary.parts}
        found = [by_id.get(part) for part in parts]
        yield [
            _inert(summary.student),
            _number(summary.earned if summary.status is Status.MARKED else None),
            summary.points,
            summary.status.value,
            *(_number(part.earned if part else None) for part in found),
            *(_verdict(part) for part in found),
        ]


def _number(points: float | None) -> float | str:
    return "" if points is None else points


def _verdict(part: PartSummary | None) -> str:
    return part.verdict.value if part else ""


def _inert(text: str) -> str:
    """Make a text one that no spreadsheet takes for a formula: neither as it is nor trimmed."""
    shown = make_visible_line(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA_STARTS) else shown
