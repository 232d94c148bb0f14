"""`grader ci`: check the submission that a repository holds, and tell the service that runs it."""

import math
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from grader.ci.files import (
    FORMATS,
    Facts,
    Written,
    choose_wanted,
    clear_files,
    read_hand_in,
    write_files,
)
from grader.ci.places import find_sources
from grader.ci.service import Service, detect_service, find_root
from grader.ci.source import (
    Told,
    check_by_bundle,
    choose_level,
    mark_by_assignment,
    name_student,
)
from grader.cli.complain import complain
from grader.course.write import write_atomically
from grader.errors import UsageError
from grader.exchange.annotations import write_annotations
from grader.exchange.log import write_github_log, write_gitlab_log, write_log
from grader.exchange.marks import plain_number, possible
from grader.exchange.remarks import Sources
from grader.exchange.summary import write_summary
from grader.sandbox.level import Level
from grader.submission.folder import as_text
from grader.submission.load import Found
from grader.visible import make_visible_line

_MOST_SAID = 300


@click.command(short_help="Check a submission where CI runs.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--assignment",
    type=click.Path(path_type=Path),
    help="Mark by this folder, which holds the answers: on a runner of your own only.",
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    help="Check by this bundle, which holds none. [default: the one here or in .grader/]",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("grader-report"),
    show_default=True,
    help="Where report.html, report.json and junit.xml go.",
)
@click.option(
    "--write",
    "writes",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"Write a result file as well; may be given again. FORMAT is one of {', '.join(FORMATS)}.",
)
@click.option("--student", help="Whose it is. [default: the name of the file or folder]")
@click.option(
    "--isolation",
    type=click.Choice([level.value for level in Level]),
    help="Refuse to run below this level of isolation. [default: kernel; basic for a bundle]",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    callback=lambda _context, _option, value: _check_number(value),
    help="Exit with 1 below this percentage of the points that were marked, or are ready.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["wrong"]),
    help="Exit with 1 if any part that was marked is not right, or one that was checked not ready.",
)
def ci(  # noqa: PLR0913 - one for each option
    *,
    file: Path | None,
    assignment: Path | None,
    bundle: Path | None,
    out: Path,
    writes: tuple[str, ...],
    student: str | None,
    isolation: str | None,
    fail_under: float | None,
    fail_on: str | None,
) -> int:
    """Check FILE, a module or a folder, and tell the service that runs this job.

    FILE is the current folder where it is not named. It is checked by the bundle that was handed
    out, or marked by the assignment itself. On GitHub Actions there are annotations, a job
    summary and outputs; on GitLab sections and a report of code quality; anywhere else plain text.
    Exits with 0 whatever is found, unless --fail-under or --fail-on say otherwise.

    \b
    Examples:
      grader ci hw2.py --fail-on wrong
      grader ci submission --assignment ../problems/dsga1008-hw2
      grader ci --assignment /srv/hw2 --fail-under 60 --write gradescope=results.json
    """  # noqa: D301 - \b keeps click from joining the lines
    if assignment is not None and bundle is not None:
        raise UsageError("ci: wanted --assignment or --bundle, found both")
    service = detect_service(os.environ)
    formats = [*writes, *(["code-quality"] if service is Service.GITLAB else []), "junit"]
    wanted = choose_wanted(formats, out, has_marks=assignment is not None)
    path = file or Path()
    hand_in = read_hand_in(wanted, os.environ, path)
    clear_files(out, wanted)

    name = as_text(student) if student else name_student(path)
    level = Level(isolation) if isolation else None
    if assignment is not None:
        found = Found(name, path)
        told = mark_by_assignment(assignment, found, choose_level(level or Level.KERNEL))
    else:
        told = check_by_bundle(file, bundle, name, level or Level.BASIC)

    root = find_root(service, os.environ, Path.cwd())
    sources = find_sources(told.report, told.path, told.module, root)
    write_atomically(out / "report.html", told.page)
    write_atomically(out / ("report.json" if told.has_marks else "check.json"), told.record)
    written = write_files(told.report, Facts(sources, told.telling, hand_in), wanted)

    _print_log(service, told, sources)
    if service is Service.GITHUB:
        _tell_github(os.environ, told, written, out)
    _print_faults(told, written)
    if "autolab" in written.texts:
        click.echo(written.texts["autolab"])  # it reads the last line
    if told.is_withheld or written.refused:
        return 3
    # Rounded: 100 * 0.57 is a little less than 57.
    is_below = fail_under is not None and round(told.share, 9) < round(fail_under, 9)
    return int(is_below or (fail_on == "wrong" and not told.is_fine))


def _check_number(percentage: float | None) -> float | None:
    """Refuse what is no number, which no range keeps out."""
    if percentage is not None and math.isnan(percentage):
        raise click.BadParameter("wanted a percentage from 0 to 100, found nan")
    return percentage


def _print_log(service: Service, told: Told, sources: Sources) -> None:
    """Print what the service's log shows; annotations are lines of GitHub's."""
    report, telling = told.report, told.telling
    match service:
        case Service.GITHUB:
            # Made only now: nothing of the student's runs any more that could guess it.
            click.echo(write_github_log(report, secrets.token_hex(24), telling), nl=False)
            click.echo(write_annotations(report, sources, telling), nl=False)
        case Service.GITLAB:
            log = write_gitlab_log(report, int(time.time()), telling)
            click.echo(log, nl=False, color=True)
        case Service.PLAIN:
            click.echo(write_log(report, telling), nl=False)


def _tell_github(environment: Mapping[str, str], told: Told, written: Written, out: Path) -> None:
    """Append to the files through which a step speaks to its job."""
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        _append(Path(summary), write_summary(told.report, told.telling))
    output = environment.get("GITHUB_OUTPUT")
    if output:
        lines = (f"{name}={value}\n" for name, value in _outputs(told, written, out))
        _append(Path(output), "".join(lines))


def _outputs(told: Told, written: Written, out: Path) -> Iterator[tuple[str, str]]:
    """List the step's outputs: none holds a text of the student's, and each is one line."""
    earned = told.report.earned
    is_open = earned is None or told.is_withheld or not told.has_marks
    yield "status", told.status
    yield "score", "" if earned is None or is_open else plain_number(earned)
    yield "max-score", plain_number(possible(told.report)) if told.has_marks else ""
    yield "report", make_visible_line(str(out / "report.html"))
    if "github-classroom" in written.texts:
        yield "result", written.texts["github-classroom"]


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8", newline="") as stream:
        stream.write(text)


def _print_faults(told: Told, written: Written) -> None:
    """Say what of ours failed."""
    for each in filter(None, [told.fault, *written.refused]):
        complain(f"grader: {each}", _MOST_SAID)
