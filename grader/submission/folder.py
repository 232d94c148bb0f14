"""Offer the files of a folder on disk. No link is followed, and no pipe waited for."""

import errno
import os
import stat
from collections.abc import Iterator
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
    others = [each for each in _walk(folder, passes_closed=True) if each != path]
    return [offer_file(each, folder) for each in (path, *others)]


def offer_file(path: Path, folder: Path) -> Offer:
    """Offer one file, under its name in a folder."""
    name = as_text(path.relative_to(folder).as_posix())
    return Offer(name, partial(_read_regular, path, name))


def _walk(folder: Path, *, passes_closed: bool = False) -> Iterator[Path]:
    """Go through the files, bounded; last come folders whose paths are too long for the system."""
    seen = 0
    long: list[Path] = []
    fail = partial(_fail, long, passes_closed)
    for root, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(each for each in folders if each not in IGNORED)
        linked = [each for each in folders if os.path.islink(os.path.join(root, each))]  # noqa: PTH114, PTH118 - a Path fails on a long one
        for name in sorted([*names, *linked]):
            if is_ignored(name):
                continue
            seen += 1
            if seen > MOST_SEEN:
                return
            yield Path(root, name)
    yield from long[: MOST_SEEN - seen]


def _fail(long: list[Path], passes_closed: bool, error: OSError) -> None:  # noqa: FBT001 - of `partial`
    """Keep a folder whose path is too long for the system, to be told of; the rest is our fault."""
    if error.errno == errno.ENAMETOOLONG:
        long.append(Path(error.filename))
    elif not (passes_closed and isinstance(error, PermissionError)):
        raise error


def _read_regular(path: Path, name: str, most: int) -> bytes:
    """Read a file that is a regular one.

    It is opened first and looked at then, so that nobody can swap it in between; a pipe that nobody
    writes to holds nothing up.
    """
    file = repr(name)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise UnreadableError(
            say("{file} has too long a name, and was not read.", file=f"{name[:40]!r}…")
        ) from None
    if stat.S_ISREG(mode):
        with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123 - flags that Path.open lacks
            if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return stream.read(most)
    raise UnreadableError(say("{file} is a link or no regular file, and was not read.", file=file))
