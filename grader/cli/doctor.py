"""`grader doctor`: what isolation this machine gives, and what is missing."""

import importlib.metadata
import platform
import re

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.sandbox.level import Finding, Level, probe

_MEANS = {
    Level.FULL: "Student code sees nothing but Python and a scratch folder of its own.",
    Level.KERNEL: "Student code can read nothing but Python, and can write nothing; it can still "
    "see that files exist.",
    Level.BASIC: "Student code runs in a process with a clock. Enough against accidents, not "
    "against malice: do not mark a class with it.",
}


@click.command(short_help="Say what isolation this machine gives.")
def doctor() -> int:
    """Try every kind of wall on this machine, and say what is there and how to get the rest.

    Nothing is inferred from version numbers: each wall is built in a process that is thrown away.
    """
    console = Console()
    facts = probe()
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, finding in (
        ("namespaces", facts.namespaces),
        ("Landlock", facts.landlock),
        ("seccomp", facts.seccomp),
    ):
        table.add_row("[green]✓[/]" if finding.present else "[red]✗[/]", name, _detail(finding))
    console.print(f"{facts.system}, Python {platform.python_version()}, {_torch()}")
    console.print(table)
    console.print(f"\nIsolation: [bold]{facts.level.value}[/]. {_MEANS[facts.level]}")
    return 0


def _detail(finding: Finding) -> Text:
    """Say what the kernel said, without the number of it, and the cure."""
    said = re.sub(r"^\[Errno \d+\] ", "", finding.detail)
    return Text("" if finding.present else f"{said}\nTo get it: {finding.cure}")


def _torch() -> str:
    try:
        return f"torch {importlib.metadata.version('torch')}"
    except importlib.metadata.PackageNotFoundError:
        return "no torch (needed to mark: install grader with its extra 'oracle')"
