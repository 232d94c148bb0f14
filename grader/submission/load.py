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
from grader.submission.model import Submission

MOST_FILES = 200
MOST_BYTES = 16 << 20
"""Of all files of a submission together."""

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
        student = path.name if path.is_dir() else path.stem
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
    if found.path.is_file():
        files = {f"{module}.py": found.path.read_bytes()}
        return Submission(found.student, files, f"{module}.py")
    notes: list[str] = []
    files = {}
    left = MOST_BYTES
    for path in _walk(found.path, notes):
        size = path.stat().st_size
        name = path.relative_to(found.path).as_posix()
        if len(files) >= MOST_FILES or size > left:
            notes.append(
                f"Only {MOST_FILES} files and {MOST_BYTES >> 20} MiB are read; the rest was left "
                "out."
            )
            break
        left -= size
        files[name] = path.read_bytes()
    entry, note = _find_entry(files, module)
    kept = _rooted(files, entry, module)
    entry = None if entry is None else _below(entry, module)
    return Submission(found.student, kept, entry, (*notes, *note))


def _walk(folder: Path, notes: list[str]) -> Iterator[Path]:
    """Yield the regular files below a folder, in order, following no link."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in _IGNORED)
        for name in sorted(names):
            path = Path(root, name)
            if name in _IGNORED or path.suffix in _IGNORED_SUFFIXES:
                continue
            if not stat.S_ISREG(path.lstat().st_mode):
                notes.append(f"{name!r} is a link or no regular file, and was not read.")
                continue
            yield path


def _find_entry(files: dict[str, bytes], module: str) -> tuple[str | None, list[str]]:
    """Find the module: at the top, as a package, or once further down."""
    for name in (f"{module}.py", f"{module}/__init__.py"):
        if name in files:
            return name, []
    deeper = [name for name in files if PurePosixPath(name).name == f"{module}.py"]
    if len(deeper) == 1:
        return deeper[0], [
            f"{module}.py was found in the folder {PurePosixPath(deeper[0]).parent}."
        ]
    if deeper:
        return None, [f"{module}.py is there {len(deeper)} times; which one counts is not clear."]
    others = [name for name in files if name.endswith((".py", ".ipynb"))]
    there = (
        f"found {', '.join(repr(name) for name in others[:5])}"
        if others
        else "found no Python file"
    )
    return None, [f"Wanted a file {module}.py, {there}. Rename it and hand it in again."]


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
