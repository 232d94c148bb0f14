"""`grader audit`: does an assignment prove itself?"""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from grader.audit.results import AuditFacts
from grader.audit.runs import Ground, run_filed
from grader.audit.thresholds import find_failures
from grader.audit.whole import audit_assignment
from grader.cli.audit_table import print_audit
from grader.cli.grade import available_cores
from grader.course.write import write_atomically
from grader.handout.make import make_bundle
from grader.handout.probes import solve_probes
from grader.handout.starter import write_starter
from grader.oracle.cache import load_answer_key
from grader.report.audit_page import render_audit
from grader.sandbox.level import probe
from grader.spec.assignment import Assignment
from grader.spec.load import load_assignment


@click.command(short_help="Prove an assignment before it is used.")
@click.argument("assignment", type=click.Path(path_type=Path))
@click.option(
    "--submissions",
    type=click.Path(path_type=Path),
    help="Submissions with an expected.csv that says what must come of each. "
    "[default: submissions/ID, if it is there]",
)
@click.option("--html", type=click.Path(path_type=Path), help="Write a page, too.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    help="How many processes to use; one a core where none is given.",
)
@click.option("--no-run", is_flag=True, help="Run no submission and no starter.")
def audit(
    *,
    assignment: Path,
    submissions: Path | None,
    html: Path | None,
    as_json: bool,
    jobs: int | None,
    no_run: bool,
) -> int:
    """Try ASSIGNMENT out: right answers must pass, wrong ones fail, and every mistake be named.

    Each misconception is given as an answer, and so is junk; the reference is changed in many small
    ways, and the cases must notice; the starter and the filed submissions are marked for real. What
    has not changed since the last audit is not tried again. Exits with 1 if something does not
    hold.

    \b
    Examples:
      grader audit problems/dsga1008-hw2
      grader audit problems/dsga1008-hw2 --no-run --html audit.html
    """  # noqa: D301 - \b keeps click from joining the lines
    loaded = load_assignment(assignment)
    found = _find_all(loaded, submissions, jobs or available_cores(), is_run=not no_run)
    failures = find_failures(found)
    if html is not None:
        write_atomically(html, render_audit(found))
    if as_json:
        click.echo(found.model_dump_json(indent=1))
    else:
        console = Console(markup=False, emoji=False, highlight=False)
        print_audit(console, found, failures)
        if html is not None:
            console.print(f"Page: {html}", soft_wrap=True)
    return 1 if failures else 0


def _find_all(
    assignment: Assignment, submissions: Path | None, processes: int, *, is_run: bool
) -> AuditFacts:
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        answers = bar.add_task("Answers", total=None)
        found = audit_assignment(
            assignment,
            processes=processes,
            progress=lambda done, total: bar.update(answers, completed=done, total=total),
        )
        if not is_run:
            return found
        marks = bar.add_task("Submissions", total=None)
        ground = Ground(
            submissions or _filed(assignment),
            probe().level,
            lambda: _make_starter(assignment),
            processes,
        )
        runs = run_filed(
            assignment,
            ground,
            lambda done, total: bar.update(marks, completed=done, total=total),
        )
    return found.model_copy(update={"runs": runs})


def _filed(assignment: Assignment) -> Path | None:
    """Find the submissions of an assignment: beside the folder of problems, by its id."""
    for home in (assignment.folder.resolve().parents[1], Path.cwd()):
        folder = home / "submissions" / assignment.head.id
        if (folder / "expected.csv").is_file():
            return folder
    return None


def _make_starter(assignment: Assignment) -> str:
    """Write the starter that `grader handout` would hand out."""
    key = load_answer_key(assignment)
    return write_starter(make_bundle(assignment, key, solve_probes(assignment)))
