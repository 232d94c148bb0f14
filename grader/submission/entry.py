"""Find the module among what a student handed in, and tell the student what was taken for it.

The name that was asked for comes first, wherever it lies; then a notebook of that name; then what
can only be meant. Where it is not clear, nothing is guessed. A starter that nobody filled in gives
way to a notebook beside it.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.language import say
from grader.record import Record
from grader.submission.archive_name import archive_stem
from grader.submission.cells import SUFFIX
from grader.submission.notebook import NotebookError, read_notebook
from grader.submission.unfilled import is_unfilled

PYTHON = (".py", ".pyw", ".py.txt")
"""How a module's name may end, in any case."""

_MOST_SHOWN = 5


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
    called = _find_called(files, module)
    if called is None:
        meant = _find_meant(list(files), module)
        called = Entry(meant, _tell_meant(meant, module) if meant else _tell_none(files, module))
    if called.file is None:
        return called
    twin = _find_twin(files, called.file, module)
    return _choose(files, called, twin) if twin else called


def name_entry(file: str, files: dict[str, bytes], module: str) -> Entry:
    """Take the file that a student named, whatever it is called.

    Args:
        file: Its name among the files.
        files: By relative path.
        module: As for `find_entry`.
    """
    wanted = call_file(file, module)
    if file not in (wanted, f"{module}/__init__.py"):
        said = say("Hand it in as {file}: {found} is another name.", file=wanted, found=repr(file))
        return Entry(file, said)
    twin = _find_twin(files, file, module)
    if twin is None or is_unfilled(files[twin]):
        return Entry(file)
    return Entry(file, _tell_both(file, twin))


def call_file(file: str, module: str) -> str:
    """Say what a file should be called: a notebook is a notebook's name, all else a module's."""
    return f"{module}{SUFFIX if file.lower().endswith(SUFFIX) else '.py'}"


def is_called(name: str, module: str) -> bool:
    """Whether a file has the module's name but for what people do not get wrong."""
    return _squeeze(name) == _squeeze(module)


def _find_called(files: dict[str, bytes], module: str) -> Entry | None:
    """Find the file that is called as it should be."""
    for name in (f"{module}.py", f"{module}/__init__.py"):
        if name in files and not _is_empty_package(files, name, module):
            return Entry(name)
    for last in (f"{module}.py", f"{module}{SUFFIX}"):
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
    return None


def _find_twin(files: dict[str, bytes], file: str, module: str) -> str | None:
    """Find the notebook of the same name beside a module, or the module beside a notebook.

    Beside a module that nobody filled in it may have any name, if there is but one.
    """
    if file.endswith("/__init__.py"):
        return None
    endings = PYTHON if file.lower().endswith(SUFFIX) else (SUFFIX,)
    place = PurePosixPath(file).parent
    beside = [
        name
        for name in files
        if name.lower().endswith(endings) and PurePosixPath(name).parent == place
    ]
    same = [name for name in beside if is_called(name, module)]
    if not same and endings == (SUFFIX,) and is_unfilled(files[file]):
        same = beside
    return same[0] if len(same) == 1 else None


def _choose(files: dict[str, bytes], called: Entry, twin: str) -> Entry:
    """Choose between a module and the notebook of its name: what is filled in, the module first."""
    file = called.file or ""
    is_notebook = file.lower().endswith(SUFFIX)
    python, notebook = (twin, file) if is_notebook else (file, twin)
    if is_unfilled(files[python]) and _is_filled_in(files[notebook]):
        said = say(
            "{python} is not filled in, so {notebook} was read in its place.",
            python=PurePosixPath(python).name,
            notebook=PurePosixPath(notebook).name,
        )
        return Entry(notebook, said)
    return Entry(file, " ".join(filter(None, (called.note, _tell_both(file, twin)))))


def _is_filled_in(notebook: bytes) -> bool:
    """Whether a notebook has a cell that does anything."""
    try:
        cells = read_notebook(notebook).cells
    except NotebookError:
        return False
    return not all(is_unfilled(cell.encode()) for cell in cells)


def _tell_both(read: str, other: str) -> str:
    return say(
        "{read} was read, and {other} beside it was not: hand in only the one that counts.",
        read=PurePosixPath(read).name,
        other=PurePosixPath(other).name,
    )


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
    python = [name for name in names if name.lower().endswith(PYTHON)]
    notebooks = [name for name in names if name.lower().endswith(SUFFIX)]
    same = [name for name in [*python, *notebooks] if _squeeze(name) == _squeeze(module)]
    alike = [[n for n in found if _squeeze(module) in _squeeze(n)] for found in (python, notebooks)]
    choices = (same, *alike, [*python, *notebooks])
    return next((found[0] for found in choices if len(found) == 1), None)


def _squeeze(name: str) -> str:
    """Leave of a file's name what people do not get wrong."""
    stem = PurePosixPath(name).name.lower().partition(".")[0]
    return re.sub(r"[^a-z0-9]", "", stem)


def _tell_meant(meant: str, module: str) -> str:
    return say(
        "Wanted a file {file}, found {found}, which was read in its place.",
        file=call_file(meant, module),
        found=repr(meant),
    )


def _tell_none(files: dict[str, bytes], module: str) -> str:
    packed = [name for name in files if archive_stem(name) is not None]
    there = [name for name in files if name.lower().endswith((*PYTHON, SUFFIX))]
    if packed and not there:
        return say(
            "Wanted a file {file}, found an archive in which others may be: {found}. Hand in the "
            "files themselves.",
            file=f"{module}.py",
            found=", ".join(map(repr, packed[:_MOST_SHOWN])),
        )
    if not there:
        return say("Wanted a file {file}, found no Python file.", file=f"{module}.py")
    found = ", ".join(map(repr, there[:_MOST_SHOWN]))
    wanted = sorted({call_file(name, module) for name in there})
    if len(wanted) > 1:
        return say(
            "Wanted a file {file}, found {found}. Name the one that counts {file}, or {notebook} "
            "if it is a notebook, and hand it in again.",
            file=f"{module}.py",
            notebook=f"{module}{SUFFIX}",
            found=found,
        )
    return say(
        "Wanted a file {file}, found {found}. Name the one that counts {file} and hand it in "
        "again.",
        file=wanted[0],
        found=found,
    )
