"""`results.json` of Gradescope: each part as a test with its points.

A part that a person marks is a test without a score, which Gradescope shows and does not count. A
mark that we withhold cannot be told apart from a zero there, so no file is written for it.

Source:
    Gradescope's autograder documentation, "Autograder Specifications".
"""

import json
from collections.abc import Iterator

from grader.exchange.marks import is_full, require_score
from grader.exchange.plain import (
    explain_part,
    line,
    name_part,
    name_verdict,
    quote_printed,
    tell_mark,
    tell_mishap,
    tell_total,
    text_of,
)
from grader.language import say, speak
from grader.record import Record, asdict
from grader.report import words
from grader.results import PartResult, Report

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")


class Showing(Record, frozen=True):
    """What students see of it, and when."""

    visibility: str = "visible"
    """Of the parts; with `hidden`, students do not see their total either."""

    message: str = ""
    """Said above everything else."""


def write_results(report: Report, showing: Showing | None = None) -> str:
    """Write `results.json`.

    Args:
        report: All results of one submission.
        showing: What students see of it; everything, at once, where it is not given.

    Raises:
        WithheldError: There is no mark to write.
    """
    shown = showing or Showing()
    score = require_score(report, "gradescope")
    with speak(report.language):
        results = {
            "score": score,
            "output": "\n".join(filter(None, [shown.message, *_about(report)])),
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "visibility": shown.visibility,
            "stdout_visibility": "hidden",
            "tests": [_test(part) for part in report.parts],
            "extra_data": {"receipt": asdict(report.receipt)},
        }
    return json.dumps(results, indent=1, allow_nan=False) + "\n"


def _about(report: Report) -> Iterator[str]:
    yield tell_total(report)
    yield from (line(note) for note in report.notes)
    yield from (tell_mishap(each) for each in report.mishaps)
    if report.printed:
        yield f"{say(words.PRINTED_WHILE_READ)}:\n{quote_printed(report.printed)}"


def _test(part: PartResult) -> dict[str, object]:
    """Describe a part; its score and status only where it has a mark."""
    test: dict[str, object] = {
        "name": f"{line(part.title)}: {name_verdict(part.verdict)}",
        "number": line(part.label),
        "output": "\n".join(_tell(part)),
        "extra_data": {"id": line(part.id), "verdict": part.verdict.value},
    }
    if part.earned is not None:
        test["score"] = part.earned
        test["max_score"] = part.points
        test["status"] = "passed" if is_full(part) else "failed"
    return test


def _tell(part: PartResult) -> Iterator[str]:
    if part.earned is None:
        yield f"{name_part(part)}: {tell_mark(part)}"
    yield explain_part(part) or text_of(part.feedback)
    for answer in part.answers:
        if answer.printed:
            yield f"{say(words.PRINTED)}:\n{quote_printed(answer.printed)}"
