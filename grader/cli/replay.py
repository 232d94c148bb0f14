"""`grader replay`: mark a submission again, as its report says it was marked."""

from pathlib import Path

import click

from grader.course.job import Setup
from grader.course.replay import replay as mark_again
from grader.errors import SpecError, UsageError
from grader.report.publish import publish
from grader.report_json import load_report
from grader.results import Report
from grader.sandbox.level import Level, require
from grader.spec.load import load_assignment
from grader.visible import cut, make_visible_line

_MOST_SAID = 200


@click.command(short_help="Mark a submission again, as its report says it was.")
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("submission", type=click.Path(path_type=Path))
@click.argument("assignment", type=click.Path(path_type=Path), required=False)
def replay(*, report: Path, submission: Path, assignment: Path | None) -> int:
    """Mark SUBMISSION again by the receipt of REPORT, and say whether the marks are the same.

    ASSIGNMENT is the folder it was marked by; where it is not named, the one below ./problems with
    the id of the report. Exits with 0 if the marks are the same and with 1 if they are not.

    \b
    Example:
      grader replay reports/mia/report.json submissions/dsga1008-hw2/mia
    """  # noqa: D301 - \b keeps click from joining the lines
    then = _load(report)
    if not submission.exists():
        raise UsageError(f"{submission}: wanted what was handed in, found nothing")
    level = Level(then.receipt.isolation)
    require(level)
    setup = Setup(assignment or _find(then.assignment), report.parent, level, publish)
    changes = mark_again(then, submission, setup)
    for change in changes:
        said = f"{change.name}: {change.before} on the report, {change.after} now"
        click.echo(cut(make_visible_line(said), _MOST_SAID))
    if changes:
        return 1
    earned = "open" if then.earned is None else f"{then.earned:g}"
    click.echo(f"The marks are the same: {earned} of {then.points:g} points.")
    return 0


def _load(file: Path) -> Report:
    try:
        report = load_report(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: wanted a report.json, found: {error.strerror}") from None
    except ValueError as error:
        raise UsageError(f"{file}: wanted a report.json of version 1, found: {error}") from None
    if not report.receipt.submission or report.receipt.isolation not in set(Level):
        raise UsageError(
            f"{file}: wanted the report of a submission that was marked, found one that was not "
            "(mark it with 'grader grade')"
        )
    return report


def _find(id_: str) -> Path:
    """Find an assignment by its id."""
    for folder in sorted(path.parent for path in Path("problems").glob("*/assignment.yaml")):
        try:
            if load_assignment(folder).head.id == id_:
                return folder
        except SpecError:
            continue  # that of another homework, perhaps half written
    raise UsageError(
        f"problems: wanted an assignment with the id {id_!r}, found none (name its folder as the "
        "third argument)"
    )
