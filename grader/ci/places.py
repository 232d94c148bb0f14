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

_MOST_FILES = 5000
"""Looked at to find the files that are named."""

_MOST_BYTES = 4 << 20
"""Of a module that is searched for a name."""

_MOST_WIDTH = 500
_PASSED_OVER = {".git", ".venv", "venv", "node_modules", "__pycache__", "site-packages"}


def find_sources(report: Report, submission: Path, module: str, root: Path) -> Sources:
    """Find the files and lines of a report in a repository.

    Args:
        report: All results of one submission.
        submission: The file or folder that was marked.
        module: The name that was asked for, without ``.py``.
        root: The top of the repository.
    """
    entry = f"{module}.py"
    wanted = {entry, f"{module}/__init__.py", f"{module}.ipynb", *_named(report)}
    there = _find(submission, wanted, entry)
    files = {
        name: relative
        for name, path in there.items()
        if (relative := _relative(path, root)) is not None
    }
    main = next((name for name in (entry, f"{module}/__init__.py") if name in files), None)
    if main is None:
        return Sources(files)
    names = dict(_definitions(report, there[main], files[main]))
    return Sources(files, names, files[main])


def _named(report: Report) -> Iterator[str]:
    for part in report.parts:
        for answer in part.answers:
            yield from (spot.file for spot in answer.spots)
            if answer.excerpt is not None:
                yield answer.excerpt.file


def _find(submission: Path, wanted: set[str], entry: str) -> dict[str, Path]:
    """Find each wanted file: where it is called so, else the only one further down that is."""
    if not submission.is_dir():
        return {entry: submission} if _is_regular(submission) else {}
    found = {}
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
    return found


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
    return path.is_file() and not path.is_symlink()


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
