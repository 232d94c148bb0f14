"""What happened while a student's file was read, and what it means for a name that is not there.

The file is read one statement at a time, and a statement that fails is skipped. A name which that
statement would have defined is not missing: it crashed, or ran out of time, like the statement.
"""

import re

from grader.compare.reading import Problem, Reading, one_line
from grader.compare.result import Absent, Stopped
from grader.grade.asking import Seen
from grader.language import say
from grader.outcome import Incident, NotRun
from grader.results import Mishap
from grader.stops import UNAFFECTED, explain_stop
from grader.submission.model import Submission

_MOST_SOURCE = 200
_MOST_LINES = 10_000
_MOST_WIDTH = 1000
"""Of the lines searched for a name: more is no homework, and searching it takes time."""


def blame_incident(
    reading: Reading | Problem, name: str, submission: Submission, seen: Seen
) -> Reading | Problem:
    """Turn a name that is not defined into what kept it from being defined, if something did.

    Args:
        reading: The answer, which may be absent.
        name: What was asked for.
        submission: The student's file, whose statements are searched for the name.
        seen: What came back from it.
    """
    if not (isinstance(reading, Absent) and reading.found == "nothing") or not submission.entry:
        return reading
    for incident in seen.incidents:
        lines = submission.lines(submission.entry, incident.line, incident.last_line)
        if seen.is_unparsed or defines(lines, name):
            return Stopped(incident.outcome, seen.is_unparsed)
    if seen.unread_from is not None:
        lines = submission.lines(submission.entry, seen.unread_from, seen.unread_from + _MOST_LINES)
        if defines(lines, name):
            why = say("reading the file was given up before line {line}", line=seen.unread_from)
            return Stopped(NotRun(why))
    return reading


def describe_incidents(seen: Seen) -> tuple[Mishap, ...]:
    """Say for each incident what happened and what it costs."""
    return tuple(
        Mishap(
            line=incident.line,
            last_line=incident.last_line,
            source=incident.source[:_MOST_SOURCE],
            text=_describe(incident, is_unparsed=seen.is_unparsed),
        )
        for incident in seen.incidents
    )


def defines(lines: tuple[str, ...], name: str) -> bool:
    """Whether statements would define a name, by their looks; using it is not defining it.

    The lines are never parsed: a parser can be brought down by what it reads.
    """
    shown = [line[:_MOST_WIDTH] for line in lines[:_MOST_LINES]]
    word = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w|\s*[\[.(])")
    if shown and re.match(r"\s*(?:from|import)\b", shown[0]):
        return any(word.search(line) or line.rstrip().endswith("import *") for line in shown)
    made = re.compile(rf"\b(?:def|class|as|for|import)\s+{re.escape(name)}\b|\bimport\s+\*")
    return any(made.search(line) or _assigns(line, word) for line in shown)


_ASSIGNMENT = re.compile(r"(?<![=!<>])=(?!=)")
_CALL = re.compile(r"\w\s*\(")


def _assigns(line: str, word: re.Pattern[str]) -> bool:
    """Whether the name stands left of an equals sign, and not among a call's arguments."""
    targets = _ASSIGNMENT.split(line)[:-1]
    return any(word.search(target) and not _CALL.search(target) for target in targets)


def _describe(incident: Incident, *, is_unparsed: bool) -> str:
    line = say("Line {line}", line=incident.line)
    stopped = explain_stop(incident.outcome, line).replace("`", "")
    stopped = one_line(stopped, 600)
    if is_unparsed:
        lost = say("Python cannot read the file, so nothing in it could be marked.")
        return f"{stopped} {lost}"
    stopped = stopped.removesuffix(f" {say(UNAFFECTED)}")
    return f"{stopped} {say('The statement was skipped; the rest of the file was read.')}"
