"""Where things stand in a spec file: key paths, and the lines and columns they are written at.

Pure data: no I/O, no torch, no student code.
"""

from collections.abc import Mapping
from pathlib import Path

from grader.errors import Flaw
from grader.record import Record, field

KeyPath = tuple[str | int, ...]
"""Keys and indices from the top of a document: ``("parts", 0, "points")``."""

Mark = tuple[int, int]
"""Line and column, both from 1."""


class Source(Record, frozen=True):
    """One YAML file as read: where it is, and where each of its keys and values stands."""

    file: Path
    """As the caller named it, so that a message can be clicked on."""

    marks: Mapping[KeyPath, Mark]
    """Where each value begins."""

    keys: Mapping[KeyPath, Mark] = field(default_factory=dict)
    """Where the key of each value in a mapping begins."""

    text: str = ""
    """The file's text, to point inside a value."""

    def flaw(self, path: KeyPath, text: str) -> Flaw:
        """Place a flaw at a value, or at the nearest value around it that was written down."""
        at = path
        while at and at not in self.marks:
            at = at[:-1]
        return self.flaw_at(self.marks.get(at, (1, 1)), path, text)

    def key_flaw(self, path: KeyPath, text: str) -> Flaw:
        """Place a flaw at a key rather than at its value."""
        if path not in self.keys:
            return self.flaw(path, text)
        return self.flaw_at(self.keys[path], path, text)

    def flaw_inside(self, path: KeyPath, value: str, offset: int, text: str) -> Flaw:
        """Place a flaw at a character of a value, if the value stands in the file as it is.

        A value that is folded, escaped or spread over lines is pointed at as a whole.

        Args:
            path: Where the value stands.
            value: Its text.
            offset: Characters from the start of the value, from 0.
            text: What is wrong.
        """
        line, column = self.marks.get(path, (0, 0))
        rest = self.written_at(path)
        for quote in ("", "'", '"'):
            if line and rest.startswith(quote + value):
                return self.flaw_at((line, column + len(quote) + offset), path, text)
        return self.flaw(path, text)

    def written_at(self, path: KeyPath) -> str:
        """The rest of the line that a value begins on, quotes and all."""
        line, column = self.marks.get(path, (0, 0))
        lines = self.text.split("\n", line)
        return lines[line - 1][column - 1 :] if 0 < line <= len(lines) else ""

    def flaw_at(self, mark: Mark, path: KeyPath, text: str) -> Flaw:
        """Place a flaw at a line and a column."""
        line, column = mark
        return Flaw(line=line, column=column, where=spell(path), text=text, file=self.file)


def spell(path: KeyPath) -> str:
    """Write a path as an author reads it: ``parts[0].points``; the document itself is ``.``."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".") or "."
