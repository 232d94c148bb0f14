"""What runs in Gradescope's container for each submission; `python -m grader.ci.autograder ROOT`.

The answers lie in `ROOT/source`, which only root may read; the student's code runs behind walls
that show it neither that folder nor the results. Where there is no mark, whatever the reason, no
results are written: Gradescope then tells the instructor, and gives no zero.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Annotated

import click
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import grader
from grader.ci.attempts import MOST_HOURS, MOST_MARKED, Granted, Limit, Refused, decide
from grader.ci.kept import NOTED, TOLD, Visibility
from grader.ci.keyed import load_keyed
from grader.ci.metadata import Metadata, read_metadata
from grader.ci.source import Told, choose_level, mark_by
from grader.course.job import Setup
from grader.course.write import write_atomically
from grader.errors import GraderError, UsageError
from grader.exchange.gradescope import Showing, write_results
from grader.grade.marking import Marking
from grader.language import speak
from grader.report.publish import publish
from grader.sandbox.level import Level
from grader.submission.load import Found
from grader.visible import make_visible_line

SETTINGS = "autograder.json"
KEY = "answer.key"
ASSIGNMENT = "assignment"
"""What the package holds besides the scripts and the wheel."""


class Settings(BaseModel):
    """What `grader package gradescope` was told, for the container."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grader: str
    """The version that packed it."""

    spec: str
    """SHA-256 of the spec's files."""

    key: str
    """Digest of the answer key."""

    isolation: Level = Level.KERNEL
    visibility: Visibility = "visible"
    torch: bool = True
    """Whether torch is installed in the container."""

    at_most: Annotated[int, Field(ge=1, le=MOST_MARKED)] | None = None
    per_hours: Annotated[float, Field(gt=0, le=MOST_HOURS, allow_inf_nan=False)] = 24.0


def run(root: Path) -> int:
    """Mark what lies in `ROOT/submission`; gives the exit code.

    Raises:
        GraderError: It cannot be marked; there are no results then.
    """
    source, results = root / "source", root / "results" / "results.json"
    settings = load_settings(source)
    limit = Limit(settings.at_most, settings.per_hours) if settings.at_most else None
    said = _read_metadata(root / "submission_metadata.json", limit)
    level = choose_level(settings.isolation)
    marking = load_marking(source, settings, level)
    with speak(marking.sheet.language):
        decision = decide(said, limit, datetime.now(UTC), settings.visibility)
    if isinstance(decision, Refused):
        write_atomically(results, decision.results)
        return 0
    setup = Setup(source / ASSIGNMENT, root / "results", level, publish, fresh=True)
    found = Found(said.student if said else "student", root / "submission")
    marked = mark_by(marking, setup, found, torch=settings.torch)
    write_atomically(results, _results(marked, settings, decision))
    return 0


def load_settings(source: Path) -> Settings:
    """Read the settings.

    Raises:
        UsageError: They are missing or damaged, or of another version of the grader.
    """
    file = source / SETTINGS
    if not file.is_file():
        raise UsageError(f"{file}: wanted the settings of a package, found none")
    try:
        settings = Settings.model_validate_json(file.read_bytes())
    except ValidationError as error:
        flaw = error.errors()[0]
        where = ".".join(map(str, flaw["loc"])) or "the whole"
        raise UsageError(
            f"{file}: wanted the settings of a package, found them damaged: {where}: "
            f"{flaw['msg']} (pack the assignment again)"
        ) from None
    if settings.grader != grader.__version__:
        raise UsageError(
            f"{file}: wanted a package of grader {grader.__version__}, found one of "
            f"{settings.grader} (pack it again)"
        )
    return settings


def load_marking(source: Path, settings: Settings, level: Level) -> Marking:
    """Load the spec, and the answer key that was computed when it was packed.

    Raises:
        UsageError: One of them is not as it was packed.
    """
    marking = load_keyed(source / ASSIGNMENT, source / KEY, level, torch=settings.torch)
    if (marking.spec, marking.key.digest) != (settings.spec, settings.key):
        raise UsageError(
            f"{source}: wanted the spec and the answer key as they were packed, found them changed "
            "(pack the assignment again)"
        )
    return marking


def _results(marked: Told, settings: Settings, decision: Granted) -> str:
    """Write the results, with the times of the submissions that counted."""
    if marked.fault:
        click.echo(f"grader: {make_visible_line(marked.fault)}", err=True)
    text = write_results(marked.report, Showing(settings.visibility, decision.message))
    if not decision.counted:
        return text
    results = json.loads(text)
    results["extra_data"][NOTED] = [each.isoformat() for each in decision.counted]
    results["extra_data"][TOLD] = decision.message
    return json.dumps(results, indent=1, allow_nan=False) + "\n"


def _read_metadata(file: Path, limit: Limit | None) -> Metadata | None:
    """Read what the platform says; the instructor is told where that leaves a limit unapplied."""
    try:
        said = read_metadata(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        said = None
    if limit is not None and (said is None or said.earlier is None):
        click.echo(
            f"grader: {file}: wanted the submissions before this one, found nothing that can be "
            "read (this one is marked whatever the limit)",
            err=True,
        )
    return said


def main() -> None:
    """Mark the submission in the folder that is named, or in the one that Gradescope uses."""
    sys.excepthook = _tell_bug
    named = os.environ.get("AUTOGRADER_ROOT", "/autograder")
    root = Path(sys.argv[1] if len(sys.argv) > 1 else named)
    try:
        sys.exit(run(root))
    except GraderError as error:
        click.echo(f"grader: {make_visible_line(str(error))}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        said = f"{error.filename or root}: {error.strerror or error}"
        click.echo(f"grader: {make_visible_line(said)} (no mark was given)", err=True)
        sys.exit(2)


def _tell_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say to the instructor what nobody foresaw; Python ends with a code that is not zero then."""
    sys.__excepthook__(kind, error, trace)
    said = make_visible_line(f"{kind.__name__}: {error}")
    click.echo(f"grader: a bug in the grader: {said} (no mark was given)", err=True)


if __name__ == "__main__":
    main()
