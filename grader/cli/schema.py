"""`grader schema`: the JSON Schemas that let an editor help with specs, and their reference."""

from pathlib import Path

import click

from grader.errors import UsageError

_FILES = ("assignment", "problem")


@click.command()
@click.argument("file", type=click.Choice(_FILES), required=False)
@click.option("--docs", is_flag=True, help="The reference of every key as Markdown instead.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder to write into, instead of printing.",
)
def schema(file: str | None, *, docs: bool, output: Path | None) -> int:
    """Print the JSON Schema of a spec file, PROBLEM where none is named, or write all of them.

    An editor that runs yaml-language-server uses it where a spec begins with the line
    "# yaml-language-server: $schema=…/problem.json".
    """
    from grader.spec.reference_docs import render_reference  # noqa: PLC0415  keeps --help fast
    from grader.spec.schema import SpecFile, render_schema  # noqa: PLC0415  keeps --help fast

    if docs:
        written = {"spec-reference.md": render_reference()}
    else:
        names = _FILES if file is None and output is not None else (file or "problem",)
        written = {f"{name}.json": render_schema(SpecFile(name)) for name in names}
    if output is None:
        for text in written.values():
            click.echo(text, nl=False)
        return 0
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in written.items():
            (output / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{output}: wanted a folder to write into, found: {error.strerror} (name another)"
        ) from None
    return 0
