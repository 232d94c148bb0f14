"""`grader ci`: mark the submission that a repository holds, and tell the service that runs it."""

import os
import secrets
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from grader.ci.files import FORMATS, Facts, Written, parse_wanted, write_files
from grader.ci.places import find_sources
from grader.ci.service import Service, detect_service, find_root
from grader.ci.source import Marked, choose_level, mark_by_assignment
from grader.course.write import write_atomically
from grader.errors import UsageError
from grader.exchange.annotations import write_annotations
from grader.exchange.log import write_github_log, write_gitlab_log, write_log
from grader.exchange.marks import possible
from grader.exchange.plain import SETTLED
from grader.exchange.remarks import Sources
from grader.exchange.summary import write_summary
from grader.results import Report
from grader.sandbox.level import Level
from grader.submission.load import Found
from grader.summary import Status, summarise
from grader.visible import cut, make_visible_line

_MOST_SAID = 300


@click.command(short_help="Mark a submission where CI runs.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--assignment",
    type=click.Path(path_type=Path),
    help="Mark by this folder, which holds the answers: on a runner of your own only.",
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
    help="Refuse to run below this level of isolation. [default: kernel]",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    help="Exit with 1 below this percentage of the points that were marked.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["wrong"]),
    help="Exit with 1 if any part that was marked is not right.",
)
def ci(  # noqa: PLR0913 - one for each option
    *,
    file: Path | None,
    assignment: Path | None,
    out: Path,
    writes: tuple[str, ...],
    student: str | None,
    isolation: str | None,
    fail_under: float | None,
    fail_on: str | None,
) -> int:
    """Mark FILE, a module or a folder, and tell the service that runs this job.

    FILE is the current folder where it is not named. On GitHub Actions there are annotations, a job
    summary and outputs; on GitLab sections and a report of code quality; anywhere else plain text.
    Exits with 0 whatever the mark is, unless --fail-under or --fail-on say otherwise.

    \b
    Examples:
      grader ci hw2.py --assignment ../problems/dsga1008-hw2
      grader ci --assignment /srv/hw2 --fail-under 60 --write gradescope=results.json
    """  # noqa: D301 - \b keeps click from joining the lines
    wanted = [parse_wanted(each, out) for each in writes]
    path = file or Path()
    found = Found(student or path.resolve().stem, path)
    if out.is_symlink():  # a repository may hold one, and its owner chose where it leads
        raise UsageError(f"{out}: wanted a folder to write to, found a link (name another with -o)")
    if assignment is None:
        raise UsageError("ci: wanted --assignment, found none (name the folder of the spec)")
    level = choose_level(Level(isolation) if isolation else Level.KERNEL)
    marked = mark_by_assignment(assignment, found, level)

    environment = os.environ
    service = detect_service(environment)
    sources = find_sources(
        marked.report, path, marked.module, find_root(service, environment, Path.cwd())
    )
    if service is Service.GITLAB:
        wanted.append(parse_wanted("code-quality", out))
    wanted.append(parse_wanted("junit", out))
    write_atomically(out / "report.html", marked.page)
    write_atomically(out / "report.json", marked.json)
    written = write_files(marked.report, Facts(sources, environment, path), wanted)

    _print_log(service, marked.report, sources)
    if service is Service.GITHUB:
        _tell_github(environment, marked.report, written, out)
    _print_faults(marked, written)
    if "autolab" in written.texts:
        click.echo(written.texts["autolab"])  # it reads the last line
    return _exit_code(marked.report, written, fail_under, fail_on)


def _print_log(service: Service, report: Report, sources: Sources) -> None:
    """Print what the service's log shows; annotations are lines of GitHub's."""
    match service:
        case Service.GITHUB:
            # Made only now: nothing of the student's runs any more that could guess it.
            click.echo(write_github_log(report, secrets.token_hex(24)), nl=False)
            click.echo(write_annotations(report, sources), nl=False)
        case Service.GITLAB:
            click.echo(write_gitlab_log(report, int(time.time())), nl=False, color=True)
        case Service.PLAIN:
            click.echo(write_log(report), nl=False)


def _tell_github(
    environment: Mapping[str, str], report: Report, written: Written, out: Path
) -> None:
    """Append to the files through which a step speaks to its job."""
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        _append(Path(summary), write_summary(report))
    output = environment.get("GITHUB_OUTPUT")
    if output:
        lines = (f"{name}={value}\n" for name, value in _outputs(report, written, out))
        _append(Path(output), "".join(lines))


def _outputs(report: Report, written: Written, out: Path) -> Iterator[tuple[str, str]]:
    """List the step's outputs: none holds a text of the student's, and each is one line."""
    status = summarise(report, "").status
    earned = None if status is Status.WITHHELD else report.earned
    yield "status", status.value
    yield "score", "" if earned is None else f"{earned:g}"
    yield "max-score", f"{possible(report):g}"
    yield "report", make_visible_line(str(out / "report.html"))
    if "github-classroom" in written.texts:
        yield "result", written.texts["github-classroom"]


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8", newline="") as stream:
        stream.write(text)


def _print_faults(marked: Marked, written: Written) -> None:
    """Say what of ours failed, on standard error; a line that begins like a command is none."""
    for each in filter(None, [marked.fault, *written.refused]):
        click.echo(f"grader: {cut(make_visible_line(each), _MOST_SAID)}", err=True)


def _exit_code(
    report: Report, written: Written, fail_under: float | None, fail_on: str | None
) -> int:
    """Say how it went: 3 where a mark is withheld, 1 where it is less than was asked for."""
    status = summarise(report, "").status
    if status is Status.WITHHELD or written.refused:
        return 3
    most = possible(report)
    share = 100 * (report.earned or 0.0) / most if most else 100.0
    if fail_under is not None and share < fail_under:
        return 1
    marked = [part for part in report.parts if part.earned is not None]
    return int(fail_on == "wrong" and any(part.verdict not in SETTLED for part in marked))
