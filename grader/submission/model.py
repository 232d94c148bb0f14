"""One student's submission, as data. No I/O."""

import hashlib
from collections.abc import Mapping

from grader.record import Record


class Submission(Record, frozen=True):
    """What one student handed in."""

    student: str
    """As the folder or file was called; hostile, like everything in it."""

    files: Mapping[str, bytes]
    """Relative path with forward slashes to content."""

    entry: str | None
    """The file to import, such as ``hw2.py``; None where there is none."""

    notes: tuple[str, ...] = ()
    """What the student should know about what was handed in, in plain text."""

    @property
    def digest(self) -> str:
        """SHA-256 over the files and which of them is imported, as hexadecimal."""
        digest = hashlib.sha256(f"{self.entry}\0".encode())
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            digest.update(content)
        return digest.hexdigest()

    def lines(self, file: str, first: int, last: int) -> tuple[str, ...]:
        """Read lines of one of the files, counted from 1 as Python does; hostile text.

        Bytes are split, not text: a form feed ends no line of Python.
        """
        lines = self.files.get(file, b"").splitlines()[first - 1 : last]
        return tuple(line.decode(errors="replace") for line in lines)
