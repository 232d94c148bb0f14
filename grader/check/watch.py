"""Tell when a student's files change, by looking at them; no thread and no library."""

import itertools
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.submission.collect import IGNORED

INTERVAL_S = 0.3
"""Between two looks."""

_SUFFIXES = (".py", ".ipynb", ".bundle")
_MOST_FILES = 500
_MOST_SEEN = 5000
"""Files of any kind that are looked at, since a look is never far from the next."""


def watch(places: tuple[Path, ...], sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yield at once, and again whenever a file is saved.

    Args:
        places: Files, and folders whose Python files, notebooks and bundles count.
        sleep: Waits so many seconds.
    """
    before: dict[Path, tuple[int, ...]] | None = None
    while True:
        now = _look(places)
        if now != before:
            before = now
            yield
        else:
            sleep(INTERVAL_S)


def _look(places: tuple[Path, ...]) -> dict[Path, tuple[int, ...]]:
    """Note when each file was changed and how large it is; one that is being replaced is not.

    One that comes back as it was, by a move, has another time of its change of place.
    """
    seen: dict[Path, tuple[int, ...]] = {}
    for place in places:
        files = list(itertools.islice(_files(place), _MOST_FILES)) if place.is_dir() else [place]
        for file in files:
            try:
                status = file.stat()
            except OSError:
                continue
            seen[file] = status.st_mtime_ns, status.st_ctime_ns, status.st_size
    return seen


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files that count, of a virtual environment and its like none."""
    left = _MOST_SEEN
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in IGNORED)
        yield from (Path(root, each) for each in sorted(names) if each.endswith(_SUFFIXES))
        left -= len(names) + len(folders)
        if left < 0:
            return
