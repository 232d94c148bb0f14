"""Find the bundle, and the file to check, from where the student stands.

Rule: one of each, or a sentence that says what was looked for, where, and what to do.
"""

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.handout.envelope import SUFFIX, open_file
from grader.handout.head import read_head
from grader.record import Record
from grader.submission.archive_name import archive_stem
from grader.submission.cells import SUFFIX as NOTEBOOK
from grader.submission.entry import PYTHON, call_file, is_called
from grader.visible import make_visible_line

HIDDEN_FOLDER = ".grader"
"""Where a repository keeps its bundle out of the way."""

_MOST_NAMED = 4
_MOST_OPENED = 20
_MOST_PARENTS = 6


class Target(Record, frozen=True):
    """What is to be checked."""

    path: Path
    """A file, with what lies beside it; or a folder in which the module is to be found."""

    shown: str
    """What to call it; empty for the file that turns out to be the module."""


def find_bundle(start: Path, file: Path | None = None) -> Path:
    """Find the one bundle here, or else in the folders above.

    Args:
        start: A folder.
        file: What the student named, if anything: of several bundles, its own counts.

    Raises:
        UsageError: There is none, or there are several in one place.
    """
    places = [start.resolve(), *start.resolve().parents][: _MOST_PARENTS + 1]
    for place in places:
        found = sorted(_bundles(place))
        if len(found) > 1:
            return _choose_bundle(found, place, start, file)
        if found:
            return found[0]
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


def _choose_bundle(found: list[Path], place: Path, start: Path, file: Path | None) -> Path:
    """Choose the bundle whose module was named, or is there."""
    names = [path.name for path in _list_files(start) if _can_be_handed_in(path)]
    names += [path.name for path in start.iterdir() if (path / "__init__.py").is_file()]
    if file is not None and not file.is_dir():
        names = [file.name]
    modules = {each: _module_of(each) for each in found[:_MOST_OPENED]}
    own = [each for each, module in modules.items() if _is_there(module, names)]
    own = own or [each for each, module in modules.items() if _is_meant(module, names)]
    if len(own) == 1:
        return own[0]
    listed = ", ".join(make_visible_line(each.name) for each in found[:_MOST_NAMED])
    example = ["grader", "check", *([file.as_posix()] if file is not None else [])]
    example += ["--bundle", _relative((own or found)[0])]
    raise UsageError(
        f"{place}: wanted one bundle, found {len(found)}: {listed} "
        f"(name one, as in: {_quote(example)})"
    )


def _is_there(module: str, names: list[str]) -> bool:
    return module != "" and any(is_called(name, module) for name in names)


def _is_meant(module: str, names: list[str]) -> bool:
    return module != "" and any(module.lower() in name.lower() for name in names)


def _module_of(bundle: Path) -> str:
    """Tell what a bundle calls the module; nothing where it cannot be read."""
    try:
        return read_head(open_file(bundle), str(bundle)).module
    except UsageError:
        return ""


def find_target(file: Path | None, module: str, bundle: Path) -> Target:
    """Find what is to be checked.

    Args:
        file: What the student named, if anything.
        module: What the homework calls the module, without ``.py``.
        bundle: The bundle's file.

    Raises:
        UsageError: It is not there, or is no file that could be handed in.
    """
    if file is not None:
        return _named(file, module)
    home = bundle.resolve().parent
    home = home.parent if home.name == HIDDEN_FOLDER else home
    folders = list(dict.fromkeys((Path.cwd(), home)))
    for folder in folders:
        if any((folder / name).is_file() for name in _names(module)):
            return Target(folder, "")
    near = [path for path in _list_files(Path.cwd()) if _can_be_handed_in(path)]
    for folder in folders:
        same = [
            path
            for path in _list_files(folder)
            if _can_be_handed_in(path) and is_called(path.name, module)
        ]
        if len(same) == 1:
            return Target(same[0], same[0].name)
        near = same or near
    raise UsageError(_tell_nothing_called(near, module))


def _names(module: str) -> tuple[str, ...]:
    return f"{module}.py", f"{module}{NOTEBOOK}", f"{module}/__init__.py"


def _list_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_file()]


def _can_be_handed_in(path: Path) -> bool:
    is_code = path.name.lower().endswith((*PYTHON, NOTEBOOK))
    return is_code or archive_stem(path.name) is not None


def _tell_nothing_called(near: Sequence[Path], module: str) -> str:
    """Say that no file has the module's name, and what to do with those that are there."""
    if not near:
        return (
            f"{Path.cwd()}: wanted {module}.py, found no Python file (go to the folder of your "
            f"{module}.py, or name it: grader check FOLDER/{module}.py)"
        )
    listed = ", ".join(make_visible_line(path.name) for path in near[:_MOST_NAMED])
    return (
        f"{Path.cwd()}: wanted {module}.py, found other files: {listed} (name your file, as in: "
        f"{_quote(['grader', 'check', _relative(near[0])])}; hand it in as "
        f"{call_file(near[0].name, module)})"
    )


def _named(file: Path, module: str) -> Target:
    """Take what was named, if it is there and could be handed in."""
    if not file.exists():
        raise UsageError(_tell_not_there(file, module))
    if file.is_dir():
        is_package = file.resolve().name == module and (file / "__init__.py").is_file()
        is_around = any((file / name).is_file() for name in _names(module))
        if is_package and not is_around:
            return Target(file / "__init__.py", file.name)
        return Target(file, "" if file.name == ".." else file.name)
    if not _can_be_handed_in(file):
        raise UsageError(
            f"{file}: wanted your Python file, notebook or archive, found a file of another kind "
            f"(name your module, as in: grader check {module}.py)"
        )
    return Target(file, file.name)


def _tell_not_there(file: Path, module: str) -> str:
    """Say that what was named is not there, and what else is."""
    try:
        others = [path for path in _list_files(file.parent) if _can_be_handed_in(path)]
    except OSError:
        others = []
    alike = [path for path in others if is_called(path.name, Path(file.name).stem)]
    own = [path for path in others if path.name in (f"{module}.py", f"{module}{NOTEBOOK}")]
    if alike or own:
        other = (alike or own)[0]
        cure = f"there is {make_visible_line(other.name)} here: "
        cure += _quote(["grader", "check", other.as_posix()])
    else:
        cure = f"you are in {Path.cwd()}; is it saved, and is it called {module}.py?"
    return f"{file}: wanted your file, found nothing there ({cure})"


def _relative(path: Path) -> str:
    """Name a path from where the student stands, as any shell takes it."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


def _quote(words: Sequence[str]) -> str:
    """Write a command as a shell reads it."""
    return shlex.join(map(make_visible_line, words))
