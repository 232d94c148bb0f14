"""The result that GitHub Classroom's autograding reporter reads: JSON in base64.

Part by part, as its command graders write it. Parts that a person marks are left out, of what could
be earned too; a fault of ours is the format's own error, which has no score.

Source:
    The actions `classroom-resources/autograding-command-grader` and `autograding-grading-reporter`.
"""

import base64
import json

from grader.exchange.marks import is_full, possible, settled
from grader.exchange.plain import name_part, name_verdict, tell_mark, text_of
from grader.language import speak
from grader.results import PartResult, Report
from grader.summary import Status, summarise


def write_result(report: Report) -> str:
    """Write the value of the step's output `result`: one line of base64."""
    with speak(report.language):
        result = _result(report)
    return base64.b64encode(json.dumps(result, allow_nan=False).encode()).decode()


def _result(report: Report) -> dict[str, object]:
    parts = settled(report)
    if summarise(report, "").status is Status.WITHHELD or not parts:
        open_parts = [part for part in report.parts if part.earned is None]
        tests = [{**_describe(part), "status": "error"} for part in open_parts]
        return {"version": 1, "status": "error", "tests": tests}
    return {
        "version": 1,
        "status": "pass" if all(is_full(part) for part in parts) else "fail",
        "max_score": possible(report),
        "tests": [
            {
                **_describe(part),
                "status": "pass" if is_full(part) else "fail",
                "score": part.earned,
            }
            for part in parts
        ],
    }


def _describe(part: PartResult) -> dict[str, object]:
    """Say what every test has, whatever came of it."""
    seconds = sum(answer.seconds or 0.0 for answer in part.answers)
    said = f"{name_verdict(part.verdict)}, {tell_mark(part)}. {text_of(part.feedback)}"
    return {
        "name": name_part(part),
        "message": said,
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "execution_time": f"{seconds:.2f}s" if part.earned is not None else 0,
    }
