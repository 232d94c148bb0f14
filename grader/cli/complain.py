"""Print what went wrong, on standard error: hidden characters visible, and nothing a command.

A student chooses some of the names that stand in an error, and a runner of GitHub Actions reads
standard error as it reads the rest.
"""

import os

import click

from grader.ci.service import Service, detect_service
from grader.visible import cut, make_visible_line


def complain(text: str, most: int | None = None) -> None:
    """Print one line on standard error that no service obeys.

    Args:
        text: What to say; may quote hostile text.
        most: Characters at most; however many there are where it is not given.
    """
    shown = make_visible_line(text)
    shown = shown if most is None else cut(shown, most)
    if detect_service(os.environ) is Service.GITHUB:
        from grader.exchange.annotations import disarm  # noqa: PLC0415 - of no use elsewhere

        shown = disarm(shown)
    click.echo(shown, err=True)
