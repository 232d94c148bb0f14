"""Code quality for GitLab: remarks beside the changed lines of a merge request, as a JSON list.

Source:
    GitLab's documentation, "Code Quality", report format: `description`, `check_name`,
    `fingerprint`, `severity` and `location` of each violation, the path relative to the repository.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Final

from grader.exchange.remarks import Gravity, Place, Remark, Sources, list_remarks
from grader.exchange.telling import MARKED, Telling
from grader.language import speak
from grader.results import Report
from grader.visible import make_visible_line

_SEVERITIES: Final[Mapping[Gravity, str]] = {
    Gravity.ERROR: "major",
    Gravity.WARNING: "minor",
    Gravity.NOTICE: "info",
}


def write_code_quality(report: Report, sources: Sources, telling: Telling = MARKED) -> str:
    """Write a report of code quality; remarks that belong to no file have no place in it.

    Args:
        report: All results of one submission.
        sources: Where the repository has the student's files.
        telling: In which words.
    """
    with speak(report.language):
        remarks = list_remarks(report, sources, telling)
        placed = [(each, each.place) for each in remarks if each.place is not None]
    seen: Counter[str] = Counter()
    found = []
    for remark, place in placed:
        facts = "\0".join((remark.check, remark.title, place.path, str(place.first)))
        seen[facts] += 1
        found.append(_violation(remark, place, f"{facts}\0{seen[facts]}"))
    return json.dumps(found, indent=1, allow_nan=False) + "\n"


def _violation(remark: Remark, place: Place, facts: str) -> dict[str, object]:
    """Write a remark.

    Args:
        remark: What to say.
        place: Where.
        facts: What tells it from every other one, and stays the same while its line does: GitLab
            shows equal ones once, and takes one that it has not seen before for a new problem.
    """
    return {
        "description": f"{remark.title}. {remark.text}",
        "check_name": remark.check,
        "fingerprint": hashlib.sha256(facts.encode(errors="replace")).hexdigest()[:32],
        "severity": _SEVERITIES[remark.gravity],
        "location": {
            "path": make_visible_line(place.path),
            "lines": {"begin": max(1, place.first), "end": max(1, place.last)},
        },
    }
