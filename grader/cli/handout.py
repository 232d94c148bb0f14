"""`grader handout`: what students get of an assignment."""

from pathlib import Path

import click

from grader.visible import make_visible_line


@click.command(short_help="Write what students get: starter, statement, bundle.")
@click.argument("assignment", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write into.",
)
def handout(*, assignment: Path, out: Path) -> int:
    """Write the starter module, the statement and the bundle of ASSIGNMENT into a folder.

    The bundle lets students check their files with 'grader check'. It holds no answer but those
    that the assignment calls public: see 'check' and 'public' in what 'grader schema --docs'
    prints. Only what an earlier handout wrote is written over.

    \b
    Example:
      grader handout problems/dsga1008-hw2 -o handout
    """  # noqa: D301 - \b keeps click from joining the lines
    from grader.handout.make import make_bundle  # noqa: PLC0415 - keeps --help fast
    from grader.handout.new import quote_path  # noqa: PLC0415 - as above
    from grader.handout.probes import solve_probes  # noqa: PLC0415 - as above
    from grader.handout.write import write_handout  # noqa: PLC0415 - as above
    from grader.oracle.cache import load_answer_key  # noqa: PLC0415 - as above
    from grader.spec.load import load_assignment  # noqa: PLC0415 - as above

    loaded = load_assignment(assignment)
    bundle = make_bundle(loaded, load_answer_key(loaded), solve_probes(loaded))
    for file in write_handout(bundle, out):
        click.echo(make_visible_line(str(file)))
    public = sum(answer.public for part in bundle.parts for answer in part.answers)
    told = [part.full_id for part in bundle.parts if part.check == "verdict"]
    click.echo(f"Public checks: {public}; hidden: {bundle.hidden}.")
    if told:
        click.echo(f"The bundle holds the answers to {', '.join(told)}, as 'check: verdict' says.")
    click.echo(
        "Publish the whole folder. To try it as students will: "
        f"cd {make_visible_line(quote_path(out))} && grader check"
    )
    return 0
