"""Offer the files of a folder on disk. No link is followed, and no pipe waited for."""

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from grader.language import say
from grader.submission.collect import IGNORED, Offer, UnreadableError, is_ignored

MOST_SEEN = 10_000
"""Files that are looked at, to find those that matter."""


def as_text(name: str) -> str:
    """Write bytes of a name that are no UTF-8 as numbers: half a character cannot be reported."""
    return os.fsencode(name).decode(errors="backslashreplace")


def offer_folder(folder: Path) -> list[Offer]:
    """List what is below a folder, bounded.

    Raises:
        OSError: The disk failed us.
    """
    return [offer_file(path, folder) for path in _walk(folder)]


def offer_beside(path: Path, folder: Path) -> list[Offer]:
    """Offer a file that was named, and what else is in the folder, bounded.

    What we may not look into is passed over: nobody says that it belongs to the file.

    Raises:
        OSError: The disk failed us.
    """
    others = [each for each in _walk(folder, fail=_pass_over) if each != path]
    return [offer_file(each, folder) for each in (path, *others)]


def offer_file(path: Path, folder: Path) -> Offer:
    """Offer one file, under its name in a folder."""
    name = as_text(path.relative_to(folder).as_posix())
    return Offer(name, partial(_read_regular, path, name))


def _fail(error: OSError) -> None:
    raise error


def _pass_over(error: OSError) -> None:
    if not isinstance(error, PermissionError):
        raise error


def _walk(folder: Path, fail: Callable[[OSError], None] = _fail) -> Iterator[Path]:
    seen = 0
    for root, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(each for each in folders if each not in IGNORED)
        linked = [each for each in folders if Path(root, each).is_symlink()]
        for name in sorted([*names, *linked]):
            if is_ignored(name):
                continue
            seen += 1
            if seen > MOST_SEEN:
                return
            yield Path(root, name)


def _read_regular(path: Path, name: str, most: int) -> bytes:
    """Read a file that is a regular one.

    It is opened first and looked at then, so that nobody can swap it in between; a pipe that nobody
    writes to holds nothing up.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if stat.S_ISREG(path.lstat().st_mode):
        with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123 - flags that Path.open lacks
            if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return stream.read(most)
    file = repr(name)
    raise UnreadableError(say("{file} is a link or no regular file, and was not read.", file=file))
