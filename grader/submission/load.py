"""Find the submissions in a folder, and read one from disk.

A student's files are hostile before they are run: links are not followed, sizes are bounded, and
odd names are kept as text and never used as paths of ours.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.errors import UsageError
from grader.language import say
from grader.submission.model import Submission

MOST_FILES = 200
MOST_BYTES = 16 << 20
"""Of all files of a submission together."""

MOST_SEEN = 10_000
"""Files that are looked at, to find those that matter."""

_MOST_NOTES = 10
_MOST_NAME = 255
_IGNORED = {"__pycache__", ".git", ".ipynb_checkpoints", "__MACOSX", ".venv", ".DS_Store"}
_IGNORED_SUFFIXES = (".pyc", ".pyo")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A submission that is there to be read."""

    student: str
    path: Path
    """A folder, or one Python file."""


def find_submissions(folder: Path) -> list[Found]:
    """List the submissions in a folder: one folder or one Python file a student, by name.

    Raises:
        UsageError: There is no such folder, or no submission in it, or a student is there twice.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: wanted a folder of submissions, found none")
    found: dict[str, Found] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in _IGNORED or path.is_symlink():
            continue
        if not path.is_dir() and path.suffix != ".py":
            continue
        student = _as_text(path.name if path.is_dir() else path.stem)
        if student in found:
            raise UsageError(
                f"{path}: wanted one submission a student, found {found[student].path.name} too "
                "(remove one of them)"
            )
        found[student] = Found(student, path)
    if not found:
        raise UsageError(
            f"{folder}: wanted submissions, found none (one folder, or one .py file, a student)"
        )
    return sorted(found.values())


def load_submission(found: Found, module: str) -> Submission:
    """Read a submission's files and find the module in it.

    Args:
        found: Where it is.
        module: The module's name, without ``.py``.

    Raises:
        OSError: The disk failed us; no fault of the student's.
    """
    if not found.path.is_dir():
        files, notes = _read([found.path], found.path.parent)
        renamed = {f"{module}.py": content for content in files.values()}
        return Submission(found.student, renamed, f"{module}.py" if renamed else None, notes)
    files, notes = _read(sorted(_walk(found.path), key=_importance), found.path)
    entry, note = _find_entry(files, module)
    kept = _rooted(files, entry, module)
    entry = None if entry is None else _below(entry, module)
    return Submission(found.student, kept, entry, (*notes, *note))


def _as_text(name: str) -> str:
    """Write bytes of a name that are no UTF-8 as numbers: half a character cannot be reported."""
    return os.fsencode(name).decode(errors="backslashreplace")


def _walk(folder: Path) -> Iterator[Path]:
    """Yield what is below a folder, bounded, following no link."""
    seen = 0
    for root, folders, names in os.walk(folder, onerror=_fail):
        folders[:] = sorted(each for each in folders if each not in _IGNORED)
        linked = [each for each in folders if Path(root, each).is_symlink()]
        for name in sorted([*names, *linked]):
            if name in _IGNORED or name.endswith(_IGNORED_SUFFIXES):
                continue
            seen += 1
            if seen > MOST_SEEN:
                return
            yield Path(root, name)


def _fail(error: OSError) -> None:
    raise error


def _importance(path: Path) -> tuple[bool, int, Path]:
    """Put Python before data, and what lies at the top before what lies below."""
    return path.suffix != ".py", len(path.parts), path


def _read(paths: list[Path], folder: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Read regular files until the limits; what is left out is said, the first few by name."""
    files: dict[str, bytes] = {}
    odd: list[str] = []
    large: list[str] = []
    left = MOST_BYTES
    for path in paths:
        name = _as_text(path.relative_to(folder).as_posix())
        content = _read_regular(path, left) if len(files) < MOST_FILES else b""
        if len(name) > _MOST_NAME:
            shown = f"{name[:40]!r}…"
            odd.append(say("{file} has too long a name, and was not read.", file=shown))
        elif content is None:
            odd.append(
                say("{file} is a link or no regular file, and was not read.", file=repr(name))
            )
        elif len(files) >= MOST_FILES or len(content) > left:
            large.append(repr(name))
        else:
            left -= len(content)
            files[name] = content
    return files, (*odd[:_MOST_NOTES], *_tell_left_out(large))


def _tell_left_out(large: list[str]) -> Iterator[str]:
    if not large:
        return
    listed = ", ".join(large[:_MOST_NOTES])
    if len(large) > _MOST_NOTES:
        listed = say("{names} and {number} more", names=listed, number=len(large) - _MOST_NOTES)
    yield say(
        "Only {files} files and {mib} MiB are read; left out: {names}.",
        files=MOST_FILES,
        mib=MOST_BYTES >> 20,
        names=listed,
    )


def _read_regular(path: Path, most: int) -> bytes | None:
    """Read a file and one byte more than allowed; None where it is not a regular one.

    It is opened first and looked at then, so that nobody can swap it in between; a pipe that nobody
    writes to holds nothing up.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123 - flags that Path.open lacks
        return stream.read(most + 1) if stat.S_ISREG(os.fstat(stream.fileno()).st_mode) else None


def _find_entry(files: dict[str, bytes], module: str) -> tuple[str | None, list[str]]:
    """Find the module: at the top, as a package, or once further down."""
    for name in (f"{module}.py", f"{module}/__init__.py"):
        if name in files:
            return name, []
    deeper = [name for name in files if PurePosixPath(name).name == f"{module}.py"]
    file = f"{module}.py"
    if len(deeper) == 1:
        parent = str(PurePosixPath(deeper[0]).parent)
        folder = repr(parent)
        return deeper[0], [
            say("{file} was found in the folder {folder}.", file=file, folder=folder)
        ]
    if deeper:
        return None, [
            say(
                "{file} is there {number} times; which one counts is not clear.",
                file=file,
                number=len(deeper),
            )
        ]
    others = [name for name in files if name.endswith((".py", ".ipynb"))]
    if not others:
        return None, [say("Wanted a file {file}, found no Python file.", file=file)]
    found = ", ".join(repr(name) for name in others[:5])
    said = say(
        "Wanted a file {file}, found {found}. Rename it and hand it in again.",
        file=file,
        found=found,
    )
    return None, [said]


def _below(entry: str, module: str) -> str:
    return f"{module}/__init__.py" if entry.endswith("__init__.py") else f"{module}.py"


def _rooted(files: dict[str, bytes], entry: str | None, module: str) -> dict[str, bytes]:
    """Move a module found further down to the top, with everything beside and below it."""
    if entry is None or entry == _below(entry, module):
        return files
    root = f"{PurePosixPath(entry).parent}/"
    return {
        name.removeprefix(root): content for name, content in files.items() if name.startswith(root)
    }
