"""Find the module among what a student handed in, and tell the student what was taken for it.

The name that was asked for comes first, wherever it lies; then a notebook of that name; then what
can only be meant. Where it is not clear, nothing is guessed.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.language import say
from grader.record import Record
from grader.submission.archive_name import archive_stem
from grader.submission.cells import SUFFIX

_MOST_SHOWN = 5
_PYTHON = (".py", ".pyw", ".py.txt")


class Entry(Record, frozen=True):
    """What is to be read as the module."""

    file: str | None
    """Its name among the files; None where there is none."""

    note: str = ""
    """What the student should know about the choice."""


def find_entry(files: dict[str, bytes], module: str) -> Entry:
    """Choose the module.

    Args:
        files: By relative path.
        module: Its name, without ``.py``.
    """
    wanted = f"{module}.py"
    for name in (wanted, f"{module}/__init__.py"):
        if name in files and not _is_empty_package(files, name, module):
            return Entry(name)
    for last in (wanted, f"{module}{SUFFIX}"):
        same = [name for name in files if PurePosixPath(name).name == last]
        if len(same) == 1:
            return Entry(same[0], _tell_found(same[0]))
        if same:
            return Entry(
                None,
                say(
                    "{file} is there {number} times; which one counts is not clear.",
                    file=last,
                    number=len(same),
                ),
            )
    meant = _find_meant(list(files), module)
    if meant is not None:
        said = say(
            "Wanted a file {file}, found {found}, which was read in its place.",
            file=wanted,
            found=repr(meant),
        )
        return Entry(meant, said)
    return Entry(None, _tell_none(files, wanted))


def _is_empty_package(files: dict[str, bytes], name: str, module: str) -> bool:
    """Whether a package only holds the module that is meant: ``hw2/hw2.py``."""
    return (
        f"{module}/{module}.py" in files
        and name.endswith("/__init__.py")
        and (not files[name].strip())
    )


def _tell_found(name: str) -> str:
    path = PurePosixPath(name)
    if len(path.parts) == 1:
        return ""
    folder = repr(str(path.parent))
    return say("{file} was found in the folder {folder}.", file=path.name, folder=folder)


def _find_meant(names: Sequence[str], module: str) -> str | None:
    """Find the one file that can only be meant: almost the name, or there is no other."""
    python = [name for name in names if name.lower().endswith(_PYTHON)]
    notebooks = [name for name in names if name.lower().endswith(SUFFIX)]
    same = [name for name in [*python, *notebooks] if _squeeze(name) == _squeeze(module)]
    alike = [[n for n in found if _squeeze(module) in _squeeze(n)] for found in (python, notebooks)]
    choices = (same, *alike, [*python, *notebooks])
    return next((found[0] for found in choices if len(found) == 1), None)


def _squeeze(name: str) -> str:
    """Leave of a file's name what people do not get wrong."""
    stem = PurePosixPath(name).name.lower().partition(".")[0]
    return re.sub(r"[^a-z0-9]", "", stem)


def _tell_none(files: dict[str, bytes], wanted: str) -> str:
    packed = [name for name in files if archive_stem(name) is not None]
    python = [name for name in files if name.lower().endswith((*_PYTHON, SUFFIX))]
    if packed and not python:
        return say(
            "Wanted a file {file}, found an archive in which others may be: {found}. Hand in the "
            "files themselves.",
            file=wanted,
            found=", ".join(map(repr, packed[:_MOST_SHOWN])),
        )
    if not python:
        return say("Wanted a file {file}, found no Python file.", file=wanted)
    return say(
        "Wanted a file {file}, found {found}. Name the one that counts {file} and hand it in "
        "again.",
        file=wanted,
        found=", ".join(map(repr, python[:_MOST_SHOWN])),
    )
