"""`grader new`: a scaffold to write an assignment from."""

from pathlib import Path

import click

from grader.visible import make_visible_line


@click.command(short_help="Write a new assignment to start from.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--ci", "with_ci", is_flag=True, help="Also write CI files for students' repositories."
)
def new(*, folder: Path, with_ci: bool) -> int:
    """Write a small assignment into FOLDER that can be marked and handed out at once.

    It asks for an array and a function, names the mistakes that students make, and comes with an
    example submission. Change it from there.

    \b
    Example:
      grader new problems/homework-3
    """  # noqa: D301 - \b keeps click from joining the lines
    from grader.handout.new import write_scaffold  # noqa: PLC0415 - keeps --help fast

    for file in write_scaffold(folder, with_ci=with_ci):
        click.echo(make_visible_line(str(file)))
    click.echo(f"Mark its example with: grader grade {folder} {folder / 'submissions'} -o reports")
    return 0
