"""The command line: one file a command, each imported only when it is run.

`grader --help` imports no torch, no numpy and no pydantic, and answers at once.
"""

import importlib
import io
import sys

import click

import grader
from grader.cli.complain import complain
from grader.errors import GraderError, SpecError

COMMANDS = {
    "grade": "Mark a class: a page for every student, a class page, a gradebook.",
    "replay": "Mark a submission again, as its report says it was, and compare the marks.",
    "new": "Write a new assignment to start from.",
    "handout": "Write what students get of an assignment: starter, statement, bundle.",
    "check": "Check your own file before you hand it in.",
    "ci": "Check the submission that a repository holds, where CI runs, and annotate its lines.",
    "package": "Pack an assignment for a course platform that runs the grader itself.",
    "audit": "Prove an assignment before it is used: mistakes, junk, mutants, filed submissions.",
    "doctor": "Say how firmly this machine can wall student code off, and what is missing.",
    "schema": "Write the JSON Schema of assignment and problem files, for editors.",
}
"""Each command with its one line of help; `grader.cli.<command>` defines it."""


class _Commands(click.Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"grader.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="'grader COMMAND --help' says more about a command, with examples.",
)
@click.version_option(grader.__version__, prog_name="grader")
def cli() -> None:
    """Mark deep-learning homework and explain every mark.

    An assignment is a folder of YAML files; a submission is a student's Python module. Student code
    runs walled off, and the answers are never where it runs.
    """


def main(interpreter: object = None) -> int:
    """Run the command line; gives 0 if it ran, 2 for a mistake of the caller's, 3 for one of ours.

    Args:
        interpreter: A `grader.sandbox.launch.Interpreter` that was started before anything else;
            its class is not imported here, since few commands have one.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may know no more than ASCII
    return run(sys.argv[1:], interpreter)


def run(arguments: list[str], interpreter: object = None) -> int:
    """Run a command and return its exit code; every error becomes one sentence."""
    try:
        result = cli.main(arguments, prog_name="grader", standalone_mode=False, obj=interpreter)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("grader: interrupted", err=True)
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        complain(_sentence(error))
        return error.exit_code
    except GraderError as error:
        # Names of files stand in it, and a student chose some of them.
        flaws = str(error).split("\n") if isinstance(error, SpecError) else [str(error)]
        for flaw in flaws:
            complain(flaw)
        return error.exit_code
    except OSError as error:
        # What we foresee has its own words; this is a disk, a pipe or a folder that gave way.
        complain(f"{error.filename or 'grader'}: {error.strerror or error}")
        _debug()
        return 2
    except Exception as error:  # noqa: BLE001 - the last line of defence: say whose fault it is
        complain(f"grader: a bug in the grader: {type(error).__name__}: {error}")
        click.echo("No mark was changed by it. Run with GRADER_DEBUG=1 for where.", err=True)
        _debug()
        return 3
    return result if isinstance(result, int) else 0


def _sentence(error: click.ClickException) -> str:
    """Say what is wrong with the arguments, and where to read what is right."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    place = context.command_path if context else "grader"
    said = error.format_message().removesuffix(".")
    return f"{place}: {said} ('{place} --help' says what there is)"


def _debug() -> None:
    """Print the traceback for whoever asked for it."""
    import os  # noqa: PLC0415 - only on the way out
    import traceback  # noqa: PLC0415

    if os.environ.get("GRADER_DEBUG"):
        for line in traceback.format_exc().splitlines():
            complain(line)
