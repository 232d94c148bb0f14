"""Look up lines of a submission's files. A look-up costs much the same however large the file is.

Which lines, and how many look-ups, a child decides; so nothing here splits or decodes a whole file.
"""

import bisect
import itertools
from collections.abc import Iterable, Mapping

NOTEBOOK = ".ipynb"
_BLOCK = 1 << 14
_MAX_LINES = 5
_MAX_TEXT = 400
_BYTES_PER_LETTER = 4


def list_segments(entry: str, files: Iterable[str]) -> list[str]:
    """List the files that make up a module, in order: itself, or the cells of a notebook.

    Args:
        entry: The module: ``hw2.py`` or ``hw2.ipynb``.
        files: All names; cells are called ``hw2.ipynb, cell 3``.
    """
    if not entry.endswith(NOTEBOOK):
        return [entry]
    return [name for name in files if name.startswith(f"{entry}, cell ")]


class Sources:
    """A submission's files, by relative path, as texts of numbered lines."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._texts: dict[str, _Text] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def excerpt(self, name: str, first: int, last: int) -> str:
        """The text of some lines, cut to a few; empty where there are none.

        Args:
            name: One of the files.
            first: From which line on, counted from 1.
            last: The last of them.
        """
        if name not in self._texts:
            self._texts[name] = _Text(self._files[name])
        return self._texts[name].excerpt(first, min(last, first + _MAX_LINES - 1))


class _Text:
    """One file, and how many lines end before each block of it."""

    def __init__(self, content: bytes) -> None:
        self._content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        ends = (
            self._content.count(b"\n", start, start + _BLOCK)
            for start in range(0, len(self._content), _BLOCK)
        )
        self._ended_before = list(itertools.accumulate(ends, initial=0))

    def excerpt(self, first: int, last: int) -> str:
        start = self._start_of(first)
        if start is None:
            return ""
        end = start - 1
        for _ in range(first, last + 1):
            end = self._content.find(b"\n", end + 1, start + _BYTES_PER_LETTER * _MAX_TEXT)
            if end < 0:
                end = start + _BYTES_PER_LETTER * _MAX_TEXT
                break
        return self._content[start:end].decode(errors="replace")[:_MAX_TEXT]

    def _start_of(self, line: int) -> int | None:
        """Where a line starts; `None` if there is no such line."""
        if not 1 <= line <= self._ended_before[-1] + 1:
            return None
        block = max(0, bisect.bisect_left(self._ended_before, line - 1) - 1)
        position = block * _BLOCK
        for _ in range(line - 1 - self._ended_before[block]):
            position = self._content.index(b"\n", position) + 1
        return position
