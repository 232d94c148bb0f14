"""What happened while a student's file was read, and what it means for a name that is not there.

The file is read one statement at a time, and a statement that fails is skipped. A name which that
statement would have defined is not missing: it crashed, or ran out of time, like the statement.
Which names those are is told by the process that read it; it may lie, and gains nothing.
"""

from grader.compare.describe import one_line
from grader.compare.reading import Problem, Reading
from grader.compare.result import Absent, Stopped
from grader.grade.asking import Seen
from grader.language import later, say, write_decimal
from grader.outcome import Incident, Killed, KillReason, NotRun, Raised, TimedOut
from grader.results import Mishap
from grader.sandbox.inside.hints import NO_FILE, NO_PACKAGE
from grader.sandbox.inside.statements import ANY_NAME
from grader.stops import UNAFFECTED, explain_stop
from grader.submission.cells import cell_number

_MOST_SOURCE = 200
_MOST_FILE = 100
_LOST = later("What is defined from there on is missing.")


def blame_incident(reading: Reading | Problem, name: str, seen: Seen) -> Reading | Problem:
    """Turn a name that is not defined into what kept it from being defined, if something did.

    Args:
        reading: The answer, which may be absent.
        name: What was asked for.
        seen: What came back from the student's module.
    """
    if not (isinstance(reading, Absent) and reading.found == "nothing"):
        return reading
    first = name.partition(".")[0]
    named = [each for each in seen.incidents if first in each.names]
    # What would have come from somewhere is blamed only if no statement names it itself.
    named += [each for each in seen.incidents if ANY_NAME in each.names]
    if named:
        return Stopped(named[0].outcome, seen.is_unparsed)
    if seen.unread_from is not None and {first, ANY_NAME} & {*seen.unread_names}:
        place = spell_place(seen.unread_from.file, seen.unread_from.line)
        return Stopped(NotRun(say("reading the file was given up before {place}", place=place)))
    return reading


def describe_incidents(seen: Seen) -> tuple[Mishap, ...]:
    """Say for each incident what happened and what it costs; and where time ran out, that."""
    found = [(incident, _describe(incident, seen)) for incident in seen.incidents]
    end = seen.unread_from
    if end is not None and end not in seen.incidents:
        found.append((end, _describe_end(end, seen)))
    return tuple(
        Mishap(
            line=incident.line,
            last_line=incident.last_line,
            source=incident.source[:_MOST_SOURCE],
            text=text,
        )
        for incident, text in found
    )


def spell_place(file: str, line: int) -> str:
    """Name a line, and the cell it is in: to be put inside a sentence."""
    cell = cell_number(file)
    if cell is None:
        return say("line {line}", line=line)
    return say("cell {cell}, line {line}", cell=cell, line=line)


def _describe(incident: Incident, seen: Seen) -> str:
    cell = cell_number(incident.file)
    line = say("Line {line}", line=incident.line)
    if cell is not None:
        line = say("Cell {cell}, line {line}", cell=cell, line=incident.line)
    outcome = incident.outcome
    if isinstance(outcome, Killed) and outcome.reason in (KillReason.EXITED, KillReason.SIGNAL):
        # Both sentences name it in their middle.
        line = spell_place(incident.file, incident.line)
    stopped = explain_stop(incident.outcome, line).replace("`", "")
    stopped = one_line(stopped, 600)
    if seen.is_unparsed:
        lost = say("Python cannot read the file, so nothing in it could be marked.")
        return f"{stopped} {lost}"
    if _is_stood_in(incident):
        return stopped
    stopped = stopped.removesuffix(f" {say(UNAFFECTED)}")
    return " ".join(filter(None, (stopped, _tell_origin(incident), _tell_cost(incident, seen))))


def _tell_origin(incident: Incident) -> str:
    """Name the line of another of the student's files or cells that the error comes from."""
    frames = incident.outcome.frames
    if not frames or frames[-1].file == incident.file:
        return ""
    file, line = one_line(frames[-1].file, _MOST_FILE), frames[-1].line
    if cell_number(file) is not None:
        place = spell_place(file, line)
    else:
        place = say("{file}, line {line}", file=file, line=line)
    return say("It happened in {place}.", place=place)


def _tell_cost(incident: Incident, seen: Seen) -> str:
    """Say what became of the rest of the file."""
    if not seen.was_read:
        return say("So the file could not be read, and nothing in it could be marked.")
    if incident == seen.unread_from:
        return f"{say('Reading was given up there.')} {say(_LOST)}"
    if seen.unread_from is not None:
        return say("The statement was skipped.")
    if cell_number(incident.file) is not None:
        return say("The statement was skipped; the rest of the notebook was read.")
    return say("The statement was skipped; the rest of the file was read.")


def _describe_end(end: Incident, seen: Seen) -> str:
    """Say that all the statements together took too long, for which none is to blame."""
    place = spell_place(end.file, end.line)
    most = end.outcome.seconds if isinstance(end.outcome, TimedOut) else 0.0
    overdue = say(
        "Reading your file may take {seconds} s; it was at {place} when they were up.",
        seconds=write_decimal(most),
        place=place,
    )
    return f"{overdue} {say(_LOST) if seen.was_read else _tell_cost(end, seen)}"


def _is_stood_in(incident: Incident) -> bool:
    """Whether an import went through after all, with a stand-in for what is not there."""
    outcome = incident.outcome
    is_missing = isinstance(outcome, Raised) and outcome.hint in (NO_PACKAGE, NO_FILE)
    return is_missing and not incident.names
