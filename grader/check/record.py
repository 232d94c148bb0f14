"""A check as JSON, for editors and scripts; `docs/checking.md` explains it."""

import json

from grader.check.run import Checked
from grader.check.standing import stand
from grader.record import asdict

VERSION = 1


def render_json(checked: Checked) -> str:
    """Write a check as one JSON document. Texts of the student's in it are as they are."""
    report, bundle = checked.report, checked.bundle
    rows = zip(report.parts, bundle.parts, checked.standings, strict=True)
    return json.dumps(
        {
            "version": VERSION,
            "assignment": report.assignment,
            "module": bundle.module,
            "isolation": checked.level.value,
            "hidden": bundle.hidden,
            "notes": list(report.notes),
            "mishaps": [asdict(each) for each in report.mishaps],
            "parts": [
                {
                    "id": part.id,
                    "title": part.title,
                    "points": part.points,
                    "standing": standing.value,
                    "answers": [
                        {
                            "name": answer.name,
                            "standing": stand(answer, each).value,
                            "public": each.public,
                            "hidden": each.hidden,
                            "misconception": answer.misconception,
                            "feedback": asdict(answer.feedback),
                            "spots": [asdict(spot) for spot in answer.spots],
                        }
                        for answer, each in zip(part.answers, bundled.answers, strict=True)
                    ],
                }
                for part, bundled, standing in rows
            ],
        },
        indent=1,
        allow_nan=False,
    )
