"""Find the bundle, and the file to check, from where the student stands.

Rule: one of each, or a sentence that says what was looked for, where, and what to do.
"""

from collections.abc import Iterator
from pathlib import Path

from grader.errors import UsageError
from grader.handout.envelope import SUFFIX
from grader.record import Record
from grader.visible import make_visible_line

HIDDEN_FOLDER = ".grader"
"""Where a repository keeps its bundle out of the way."""

_MOST_NAMED = 4
_MOST_PARENTS = 6


class Target(Record, frozen=True):
    """What is to be checked."""

    path: Path
    """A file; or a folder, where what lies beside the module belongs to it."""

    shown: str
    """What to call it."""


def find_bundle(start: Path) -> Path:
    """Find the one bundle here, or else in the folders above.

    Args:
        start: A folder.

    Raises:
        UsageError: There is none, or there are several in one place.
    """
    places = [start.resolve(), *start.resolve().parents][: _MOST_PARENTS + 1]
    for place in places:
        found = sorted(_bundles(place))
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(make_visible_line(each.name) for each in found[:_MOST_NAMED])
            raise UsageError(
                f"{place}: wanted one bundle, found {len(found)}: {names} "
                f"(name one, as in: grader check --bundle {make_visible_line(found[0].name)})"
            )
    raise UsageError(
        f"{places[0]}: wanted the homework's *{SUFFIX} here or in a folder above, found none "
        "(save the bundle of your handout next to your file, or name it with --bundle)"
    )


def _bundles(folder: Path) -> Iterator[Path]:
    for place in (folder, folder / HIDDEN_FOLDER):
        try:
            yield from (path for path in place.glob(f"*{SUFFIX}") if path.is_file())
        except OSError:
            continue  # a folder above that we may not look into


def find_target(file: Path | None, module: str, bundle: Path) -> Target:
    """Find what is to be checked.

    What lies beside the bundle is the homework's folder, and a module there may import from it; a
    file anywhere else is read alone, since nobody knows what lies beside it.

    Args:
        file: What the student named, if anything.
        module: What the homework calls the module, without ``.py``.
        bundle: The bundle's file.

    Raises:
        UsageError: It is not there.
    """
    home = bundle.resolve().parent
    home = home.parent if home.name == HIDDEN_FOLDER else home
    if file is not None:
        return _named(file, module, home)
    for folder in dict.fromkeys((Path.cwd(), home)):
        for name in (f"{module}.py", f"{module}.ipynb", f"{module}/__init__.py"):
            if (folder / name).is_file():
                return Target(folder, name)
    folder = Path.cwd()
    near = [
        make_visible_line(path.name)
        for path in sorted(folder.iterdir())
        if path.suffix in (".py", ".ipynb") and path.is_file()
    ]
    also = f": {', '.join(near[:_MOST_NAMED])}" if near else ""
    cure = (
        f"name your file, as in: grader check {near[0]}; hand it in as {module}.py"
        if near
        else f"go to the folder of your {module}.py, or name it: grader check FOLDER/{module}.py"
    )
    found = "other files" if near else "no Python file"
    raise UsageError(f"{folder}: wanted {module}.py, found {found}{also} ({cure})")


def _named(file: Path, module: str, home: Path) -> Target:
    if not file.exists():
        raise UsageError(
            f"{file}: wanted your file, found nothing there (you are in {Path.cwd()}; "
            f"is it saved, and is it called {module}.py?)"
        )
    is_own = file.name in (f"{module}.py", f"{module}.ipynb")
    if file.is_file() and is_own and file.resolve().parent == home:
        return Target(file.parent, file.name)
    return Target(file, file.name)
