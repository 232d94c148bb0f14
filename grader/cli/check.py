"""`grader check`: a student's own check, before anything is handed in."""

import gc
import os
import sys
from pathlib import Path

import click

from grader.check.find import Target, find_bundle, find_target
from grader.check.read import read_target
from grader.check.worker import begin_worker
from grader.errors import UsageError
from grader.handout.envelope import open_file
from grader.handout.head import read_head
from grader.language import speak
from grader.record import Record, replace
from grader.sandbox.launch import Interpreter
from grader.submission.archive_name import archive_stem
from grader.visible import make_visible_line


@click.command(short_help="Check your own file before you hand it in.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    help="The homework's bundle; the one here or in a folder above where none is named.",
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    help="Tell about this part only, such as 1.1.c; or about this problem's.",
)
@click.option("--watch", "keeps_watching", is_flag=True, help="Check again whenever you save.")
@click.option("--html", "as_page", is_flag=True, help="Write a page as well, and open it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")
@click.pass_obj
def check(  # noqa: PLR0913 - one to an option
    interpreter: Interpreter | None,
    *,
    file: Path | None,
    bundle: Path | None,
    parts: tuple[str, ...],
    keeps_watching: bool,
    as_page: bool,
    as_json: bool,
) -> int:
    """Say of each part of your homework whether it is ready, and if not, why.

    FILE is your module or notebook; the homework's own name, in this folder, where none is named.
    Needs no network. The bundle holds no answers: most checks are made only when the homework is
    marked, so "ready" is not full marks.

    \b
    Examples:
      grader check
      grader check hw2.py --part 1.1.c
      grader check --watch
    """  # noqa: D301 - \b keeps click from joining the lines
    place = bundle or find_bundle(_start(file), file)
    target = find_target(file, read_head(open_file(place), str(place)).module, place)
    wish = _Wish(parts, as_page, as_json)
    if not keeps_watching:
        _check_once(place, target, wish, interpreter)
        return 0
    gc.enable()  # it goes on for hours
    try:
        _keep_checking(place, target, wish, interpreter)
    except KeyboardInterrupt:
        click.echo()
    return 0


class _Wish(Record, frozen=True):
    """What the student wants to see."""

    parts: tuple[str, ...]
    """All where none are named."""

    as_page: bool
    as_json: bool
    opens_page: bool = True


def _start(file: Path | None) -> Path:
    """Say where to look for the bundle first."""
    home = file if file is None or file.is_dir() else file.parent
    return home if home is not None and home.is_dir() else Path()


def _keep_checking(
    place: Path, target: Target, wish: _Wish, interpreter: Interpreter | None
) -> None:
    """Check whenever something is saved; what goes wrong after the first time may pass."""
    from grader.check.watch import watch  # noqa: PLC0415 - few ask for it

    path = target.path
    beside = path if path.is_dir() or archive_stem(path.name) is not None else path.parent
    is_first = True
    for _ in watch((path, beside, place)):
        click.clear()
        try:
            _check_once(place, target, wish, interpreter)
        except (UsageError, OSError) as error:
            if is_first:
                raise
            said = str(error)
            if isinstance(error, OSError):
                said = f"{error.filename or path}: {error.strerror or error}"
            click.echo(make_visible_line(said))
        is_first = False
        interpreter = None  # it is used up
        wish = replace(wish, opens_page=False)
        click.echo("Checks again when you save; Ctrl-C ends it.", err=wish.as_json)


def _check_once(place: Path, target: Target, wish: _Wish, interpreter: Interpreter | None) -> None:
    body = open_file(place)
    head = read_head(body, str(place))
    submission = read_target(head, target)
    with begin_worker(head, submission, interpreter) as await_worker:
        # Imported while the worker starts; both take a while.
        from grader.check.parts import find_parts, select_parts  # noqa: PLC0415
        from grader.check.run import check_with  # noqa: PLC0415
        from grader.check.terminal import render_check  # noqa: PLC0415
        from grader.handout.file import read_bundle  # noqa: PLC0415

        homework = read_bundle(body, str(place))
        only = find_parts(homework, wish.parts)
        worker = await_worker()
        checked = select_parts(check_with(worker, homework, submission), only)
        worker.hang_up()  # it ends while the student reads
        if wish.as_json:
            from grader.check.record import render_json  # noqa: PLC0415 - few ask for it

            click.echo(render_json(checked))
        else:
            with speak(homework.language):
                click.echo(render_check(checked), nl=False)
    if wish.as_page:
        from grader.check.page import render_check_page  # noqa: PLC0415 - few ask for it

        page = render_check_page(checked)
        _show_page(Path(f"{homework.module}-check.html"), page, opens=wish.opens_page)


def _show_page(file: Path, page: str, *, opens: bool) -> None:
    """Write the page here, and open it where there is somebody to look at it."""
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file}: wanted to write the page, found: {error.strerror}") from None
    click.echo(f"Page: {file.resolve()}", err=True)
    if opens and sys.stdout.isatty() and not os.environ.get("CI"):
        click.launch(str(file.resolve()))
