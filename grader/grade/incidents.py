"""What happened while a student's file was read, and what it means for a name that is not there.

The file is read one statement at a time, and a statement that fails is skipped. A name which that
statement would have defined is not missing: it crashed, or ran out of time, like the statement.
"""

import re

from grader.compare.reading import Problem, Reading
from grader.compare.result import Absent, Stopped
from grader.feedback import explain_stop
from grader.outcome import Incident, NotRun
from grader.results import Mishap
from grader.submission.model import Submission

_MOST_SOURCE = 200


def blame_incident(
    reading: Reading | Problem,
    name: str,
    submission: Submission,
    incidents: tuple[Incident, ...],
    unread_from: int | None,
) -> Reading | Problem:
    """Turn a name that is not defined into what kept it from being defined, if something did."""
    if not (isinstance(reading, Absent) and reading.found == "nothing") or not submission.entry:
        return reading
    word = re.compile(rf"\b{re.escape(name)}\b")
    for incident in incidents:
        lines = submission.lines(submission.entry, incident.line, incident.last_line)
        if word.search("\n".join(lines)) or _is_unparsed(incident):
            return Stopped(incident.outcome)
    if unread_from is not None:
        lines = submission.lines(submission.entry, unread_from, 1_000_000)
        if word.search("\n".join(lines)):
            return Stopped(NotRun(f"reading the file was given up before line {unread_from}"))
    return reading


def describe_incidents(incidents: tuple[Incident, ...]) -> tuple[Mishap, ...]:
    """Say for each incident what happened and what it costs."""
    return tuple(
        Mishap(
            line=incident.line,
            last_line=incident.last_line,
            source=incident.source[:_MOST_SOURCE],
            text=_describe(incident),
        )
        for incident in incidents
    )


def _describe(incident: Incident) -> str:
    stopped = explain_stop(incident.outcome, f"line {incident.line}").replace("`", "")
    stopped = stopped[:1].upper() + stopped[1:]
    if _is_unparsed(incident):
        return f"{stopped} Python cannot read the file, so nothing in it could be marked."
    stopped = stopped.removesuffix(" Nothing else was affected.")
    return f"{stopped} The statement was skipped; the rest of the file was read."


def _is_unparsed(incident: Incident) -> bool:
    """Whether the file could not be read at all."""
    name = getattr(incident.outcome, "type_name", "")
    return name in ("SyntaxError", "IndentationError", "TabError")
