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

    It asks for an array and a function, names the mistakes that students make, and comes with two
    made-up submissions. Change it from there. Of an assignment that is there already, --ci adds the
    CI files, and changes nothing else.

    \b
    Example:
      grader new problems/homework-3
    """  # noqa: D301 - \b keeps click from joining the lines
    from grader.handout.new import list_steps, write_scaffold  # noqa: PLC0415 - keeps --help fast

    written = write_scaffold(folder, with_ci=with_ci)
    for file in written:
        click.echo(make_visible_line(str(file)))
    steps = list_steps(folder, with_ci=with_ci)
    if folder / "assignment.yaml" not in written:
        click.echo(steps[-1].says)
        return 0
    click.echo("\nNext, in this folder:")
    for number, step in enumerate(steps, 1):
        click.echo(f"{number}. {step.says}")
        if step.command:
            click.echo(f"   {make_visible_line(step.command)}")
    return 0
