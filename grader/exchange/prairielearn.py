"""`results.json` of PrairieLearn's external graders.

Its score is a share of the points that a program gives: parts that a person marks count on neither
side. A mark that we withhold makes the submission one that could not be graded, which costs the
student no attempt.

Source:
    PrairieLearn's documentation, "External grading", on the results; it takes 1 MB at most.
"""

import json
from typing import Final

from grader.exchange.marks import possible, settled
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
from grader.report import words
from grader.results import PartResult, Report
from grader.summary import Status, summarise

MOST_BYTES: Final = 1_000_000
"""Of the whole file."""


def write_results(report: Report) -> str:
    """Write `results.json`; where it would be too long, without what the parts' feedback shows."""
    with speak(report.language):
        result = _result(report)
        written = json.dumps(result, indent=1, allow_nan=False) + "\n"
        if len(written.encode()) <= MOST_BYTES:
            return written
        result["tests"] = [_briefly(part) for part in settled(report)]
        result["output"] = say("The rest is left out here; the report has it.")
        return json.dumps(result, indent=1, allow_nan=False) + "\n"


def _result(report: Report) -> dict[str, object]:
    most = possible(report)
    status = summarise(report, "").status
    if status is Status.WITHHELD or report.earned is None or not most:
        said = say(
            words.PENDING_TOTAL if status is Status.AWAITING_MARKER else words.WITHHELD_TOTAL
        )
        return {"gradable": False, "message": said, "format_errors": [said]}
    told = [line(note) for note in report.notes]
    told += [tell_mishap(each) for each in report.mishaps]
    told += [quote_printed(report.printed)] if report.printed else []
    return {
        "gradable": True,
        "score": min(1.0, round(report.earned / most, 6)),
        "message": tell_total(report),
        "output": "\n".join(told),
        "tests": [_test(part) for part in settled(report)],
    }


def _test(part: PartResult) -> dict[str, object]:
    printed = "\n".join(quote_printed(each.printed) for each in part.answers if each.printed)
    return {**_briefly(part), "message": explain_part(part), "output": printed}


def _briefly(part: PartResult) -> dict[str, object]:
    return {
        "name": name_part(part),
        "description": f"{name_verdict(part.verdict)}, {tell_mark(part)}",
        "points": part.earned,
        "max_points": part.points,
        "message": text_of(part.feedback, 200),
    }
