"""Where a repository has the lines that a report speaks of.

A report calls files as they were handed in; only what is a regular file of the submission, inside
the repository, gets a place. Source is searched as text and never parsed.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from grader.exchange.remarks import Place, Sources
from grader.results import Report
from grader.submission.cells import SUFFIX, cell_number

_MOST_FILES = 5000
"""Looked at to find the files that are named."""

_MOST_BYTES = 4 << 20
"""Of a module that is searched for a name."""

_MOST_WIDTH = 500
_MODULES = (".py", SUFFIX)
_PASSED_OVER = {".git", ".venv", "venv", "node_modules", "__pycache__", "site-packages"}


def find_sources(report: Report, submission: Path, module: str, root: Path) -> Sources:
    """Find the files and lines of a report in a repository.

    Args:
        report: All results of one submission.
        submission: The file or folder that was marked.
        module: The name that was asked for, without ``.py``.
        root: The top of the repository.
    """
    entries = (f"{module}.py", f"{module}/__init__.py", f"{module}{SUFFIX}")
    named = {name: _without_cell(name) for name in (*entries, *_named(report))}
    there = _find(submission, set(named.values()), entries)
    places = {name: _relative(path, root) for name, path in there.items()}
    files = {name: place for name, file in named.items() if (place := places.get(file)) is not None}
    main = next((name for name in entries if name in files), None)
    if main is None:
        return Sources(files)
    is_text = not files[main].endswith(SUFFIX)
    names = dict(_definitions(report, there[main], files[main])) if is_text else {}
    return Sources(files, names, files[main])


def _without_cell(name: str) -> str:
    """Name the notebook that a cell is in; any other file is itself."""
    return name if cell_number(name) is None else name.rpartition(", cell ")[0]


def _named(report: Report) -> Iterator[str]:
    """List the files that a report names."""
    for part in report.parts:
        for answer in part.answers:
            yield from (spot.file for spot in answer.spots)
            if answer.excerpt is not None:
                yield answer.excerpt.file


def _find(submission: Path, wanted: set[str], entries: tuple[str, ...]) -> dict[str, Path]:
    """Find each wanted file: where it is called so, else the only one further down that is.

    A module of another name stands in for the one that was asked for, if there is but one.
    """
    if not submission.is_dir():
        alone = _is_regular(submission) and submission.suffix.lower() in _MODULES
        return {_entry_like(submission, entries): submission} if alone else {}
    found: dict[str, Path] = {}
    below: dict[str, list[Path]] = {}
    for path in _walk(submission):
        below.setdefault(path.name, []).append(path)
    for name in wanted:
        parts = PurePosixPath(name).parts
        same = [
            path
            for path in below.get(parts[-1] if parts else "", [])
            if path.relative_to(submission).parts[-len(parts) :] == parts
        ]
        exact = [path for path in same if path.relative_to(submission).parts == parts]
        if len(exact or same) == 1:
            found[name] = (exact or same)[0]
    if not found.keys() & set(entries):
        modules = [path for path in submission.iterdir() if path.suffix.lower() in _MODULES]
        if len(modules) == 1 and _is_regular(modules[0]):
            found[_entry_like(modules[0], entries)] = modules[0]
    return found


def _entry_like(path: Path, entries: tuple[str, ...]) -> str:
    """Say which of the names that are looked for a file would have."""
    return entries[-1] if path.suffix.lower() == SUFFIX else entries[0]


def _walk(folder: Path) -> Iterator[Path]:
    seen = 0
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in _PASSED_OVER)
        for name in sorted(names):
            seen += 1
            if seen > _MOST_FILES:
                return
            path = Path(here, name)
            if _is_regular(path):
                yield path


def _is_regular(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except OSError:  # a folder walked into by steps can have a path too long to be asked about
        return False


def _relative(path: Path, root: Path) -> str | None:
    """Say what a repository calls a file; None for one outside, or with a name that hides."""
    resolved, top = path.resolve(), root.resolve()
    if not resolved.is_relative_to(top):
        return None
    relative = resolved.relative_to(top).as_posix()
    return relative if relative.isprintable() else None


def _definitions(report: Report, file: Path, path: str) -> Iterator[tuple[str, Place]]:
    """Find the line that defines each answer; the last one counts, as it does in Python."""
    with file.open("rb") as stream:
        lines = stream.read(_MOST_BYTES).splitlines()
    text = [line[:_MOST_WIDTH].decode(errors="replace") for line in lines]
    for part in report.parts:
        for answer in part.answers:
            name = re.escape(answer.name)
            made = re.compile(
                rf"(?:async\s+)?def\s+{name}\b|class\s+{name}\b|{name}\s*(?::[^=]*)?="
            )
            at = next((n for n in range(len(text), 0, -1) if made.match(text[n - 1])), 0)
            if at:
                yield answer.name, Place(path, at, at)
