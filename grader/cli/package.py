"""`grader package`: pack an assignment for a course platform that runs the grader itself."""

import math
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from grader.ci.attempts import MOST_HOURS, MOST_MARKED
from grader.ci.gradescope_zip import Options, make_gradescope_zip
from grader.errors import UsageError
from grader.exchange.gradescope import VISIBILITIES
from grader.sandbox.level import Level
from grader.visible import make_visible_line


@click.group(short_help="Pack an assignment for a course platform.")
def package() -> None:
    """Pack an assignment for a course platform that runs the grader itself."""


@package.command(short_help="Make the autograder zip of Gradescope.")
@click.argument("assignment", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("autograder.zip"),
    show_default=True,
    help="The zip to write.",
)
@click.option(
    "--torch/--no-torch",
    default=True,
    show_default=True,
    help="Install torch in the container: for students' code, and for follow-through.",
)
@click.option(
    "--at-most",
    type=click.IntRange(1, MOST_MARKED),
    help="Mark at most this many submissions of a student in --per hours.",
)
@click.option(
    "--per",
    "hours",
    type=click.FloatRange(0, MOST_HOURS, min_open=True),
    callback=lambda _context, _option, hours: _check_hours(hours),
    default=24.0,
    show_default=True,
    help="The hours that --at-most counts over.",
)
@click.option(
    "--visibility",
    type=click.Choice(VISIBILITIES),
    default=VISIBILITIES[0],
    show_default=True,
    help="When students see their results.",
)
@click.option(
    "--isolation",
    type=click.Choice([level.value for level in Level]),
    default=Level.KERNEL.value,
    show_default=True,
    help="Refuse to mark in a container that gives less.",
)
def gradescope(  # noqa: PLR0913 - one for each option
    *,
    assignment: Path,
    out: Path,
    torch: bool,
    at_most: int | None,
    hours: float,
    visibility: str,
    isolation: str,
) -> int:
    """Pack ASSIGNMENT as an autograder that Gradescope builds and runs.

    The zip holds the answers, and this grader: give it to nobody but Gradescope.

    \b
    Example:
      grader package gradescope problems/dsga1008-hw2 --at-most 5 --per 24
    """  # noqa: D301 - \b keeps click from joining the lines
    if not out.name or out.is_dir():
        raise UsageError(
            f"{out}: wanted the name of the zip to write, found a folder (name a file, such as "
            f"-o {out / 'autograder.zip'})"
        )
    options = Options(Level(isolation), visibility, torch, at_most, hours)
    with tempfile.TemporaryDirectory() as scratch:
        content = make_gradescope_zip(assignment, options, Path(scratch))
    draft = out.with_name(f".{out.name}.draft")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise UsageError(
            f"{out}: wanted to write the zip there, found: {error.strerror} (name another with -o)"
        ) from None
    kib = (len(content) + 1023) // 1024
    click.echo(f"Wrote {make_visible_line(str(out))}, {kib} KiB. It holds the answers.")
    return 0


def _check_hours(hours: float) -> float:
    """Refuse what is no number, which no range leaves out."""
    if math.isnan(hours):
        raise click.BadParameter(f"{hours} is no number of hours.")
    return hours
