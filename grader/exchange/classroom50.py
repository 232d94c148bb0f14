"""`result.json` of Classroom 50, in the form `classroom50/result/v1`.

Its scores are integers: every one is in hundredths of a point, also where points are whole, so that
two assignments can be compared. A part that a person marks counts 0 of 0 and not 0 of its points; a
mark that we withhold has no form there, so no file is written for it.

Source:
    The format's own schema, `result-v1.schema.json`.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime

from grader.errors import UsageError
from grader.exchange.marks import hundredths, is_full, possible, require_score
from grader.exchange.plain import name_part, name_verdict, text_of
from grader.language import speak
from grader.record import Record
from grader.results import PartResult, Report

_SCHEMA = "classroom50/result/v1"
_ASKED = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}
"""Field to the environment variable that the workflow puts it into."""


_ALLOWED = {
    "assignment_type": (re.compile(r"(?:individual|group)\Z"), "individual or group"),
    "submission": (re.compile("submit/."), "a tag that begins with 'submit/'"),
}
"""Field to what the schema allows, and how to say it."""


class HandIn(Record, frozen=True):
    """What the workflow knows of a submission."""

    facts: Mapping[str, str]
    """The values of the fields that a report knows nothing of."""

    username: str
    committed_at: datetime
    """The committer's date, in UTC."""


def read_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Take what the workflow says about a submission, by field.

    Raises:
        UsageError: Some of it is not there, or nothing that the format allows.
    """
    missing = [name for name in _ASKED.values() if not environment.get(name)]
    if missing:
        raise UsageError(
            f"classroom50: wanted {', '.join(_ASKED.values())} in the environment, found no "
            f"{', '.join(missing)} (this result is for Classroom 50's own workflow)"
        )
    for field, (allowed, wanted) in _ALLOWED.items():
        found = environment[_ASKED[field]]
        if not allowed.match(found):
            raise UsageError(
                f"classroom50: wanted {wanted} as {_ASKED[field]} in the environment, "
                f"found {found!r}"
            )
    return {field: environment[name] for field, name in _ASKED.items()}


def write_result(report: Report, hand_in: HandIn) -> str:
    """Write `result.json`.

    Raises:
        WithheldError: There is no mark to write.
    """
    score = require_score(report, "classroom50")
    most = hundredths(possible(report))
    with speak(report.language):
        result = {
            "schema": _SCHEMA,
            **hand_in.facts,
            "datetime": hand_in.committed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "score": min(hundredths(score), most),
            "max-score": most,
            "tests": [_test(part) for part in report.parts],
            "graded_at": _zulu(report.receipt.marked_at),
        }
    if hand_in.username:
        result["submitted_by"] = {"username": hand_in.username}
    return json.dumps(result, indent=1, allow_nan=False) + "\n"


def _test(part: PartResult) -> dict[str, object]:
    most = hundredths(part.points) if part.earned is not None else 0
    return {
        "test-name": name_part(part),
        "passed": is_full(part),
        "score": min(hundredths(part.earned or 0.0), most),
        "max-score": most,
        "verdict": name_verdict(part.verdict),
        "message": text_of(part.feedback),
    }


def _zulu(moment: str) -> str:
    """Write a time of ours as the format wants it."""
    return datetime.fromisoformat(moment).strftime("%Y-%m-%dT%H:%M:%SZ")
