"""Take the files of a submission, wherever they come from, until the limits.

What is left out is said to the student, the first few by name. Names are hostile: they are kept as
text, and are never paths of ours.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from grader.language import say
from grader.record import Record
from grader.submission import notebook
from grader.submission.cells import SUFFIX

MOST_FILES = 200
MOST_BYTES = 16 << 20
"""Of all files of a submission together; of a notebook what is left without its outputs."""

MOST_NOTES = 10

_MOST_READ = 256 << 20
"""Of all attempts to read something: packed files may be tiny and turn out to be huge."""

_MOST_NOTEBOOKS = 8
"""Of which outputs are cut out, which takes a second for one that is made to be slow."""

_MOST_NAME = 255
IGNORED = {"__pycache__", ".git", ".ipynb_checkpoints", "__MACOSX", ".venv", ".DS_Store"}
_IGNORED_SUFFIXES = (".pyc", ".pyo")


class Offer(Record, frozen=True):
    """A file that may be taken."""

    name: str
    """Relative path with forward slashes; text, but whatever text."""

    read: Callable[[int], bytes]
    """Gives its first bytes, as many as asked for at most."""

    size: int = 0
    """As far as known without reading it."""

    refused: str = ""
    """Why it is not read, as a finished sentence; empty if it is."""


class Collected(Record, frozen=True):
    """What was taken."""

    files: dict[str, bytes]
    notes: tuple[str, ...]


class UnreadableError(Exception):
    """A file cannot be read; the text is a finished sentence to the student."""


def is_ignored(name: str) -> bool:
    """Whether a file is a tool's and nobody's work."""
    parts = PurePosixPath(name).parts
    return name.endswith(_IGNORED_SUFFIXES) or any(
        part in IGNORED or part.startswith("._") for part in parts
    )


def collect(offers: Iterable[Offer], module: str = "", first: str = "") -> Collected:
    """Take Python before data, and what lies at the top before what lies below.

    Args:
        offers: What may be taken.
        module: The name of the module that is wanted; files of that name come before others.
        first: The name of what comes before all else.
    """
    basket = _Basket()
    for offer in sorted(offers, key=lambda each: (each.name != first, *_importance(each, module))):
        basket.take(offer)
    return Collected(basket.files, (*basket.odd[:MOST_NOTES], *_tell_left_out(basket.large)))


def _importance(offer: Offer, module: str) -> tuple[int, int, tuple[str, ...]]:
    path = PurePosixPath(offer.name)
    rank = {".py": 2, SUFFIX: 3}.get(path.suffix.lower(), 4)
    if path.name == f"{module}.py" or offer.name == f"{module}/__init__.py":
        rank = 0
    elif path.name == f"{module}{SUFFIX}":
        rank = 1
    return rank, len(path.parts), path.parts


class _Basket:
    """What was taken so far, and what was not."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.odd: list[str] = []
        self.large: list[str] = []
        self._left = MOST_BYTES
        self._left_to_read = _MOST_READ
        self._left_notebooks = _MOST_NOTEBOOKS

    def take(self, offer: Offer) -> None:
        shown = repr(offer.name)
        is_notebook = offer.name.lower().endswith(SUFFIX)
        most = notebook.MOST_BYTES if is_notebook else self._left
        if "\0" in offer.name or f"{SUFFIX}, cell " in offer.name:  # the latter are ours
            self.odd.append(say("{file} has an odd name, and was not read.", file=shown[:60]))
        elif len(offer.name) > _MOST_NAME:
            shown = f"{offer.name[:40]!r}…"
            self.odd.append(say("{file} has too long a name, and was not read.", file=shown))
        elif offer.refused:
            self.odd.append(offer.refused)
        elif is_notebook and not self._left_notebooks:
            self.large.append(shown)
        elif len(self.files) < MOST_FILES and offer.size <= most <= self._left_to_read:
            self._read(offer, most, is_notebook=is_notebook)
        else:
            self.large.append(shown)

    def _read(self, offer: Offer, most: int, *, is_notebook: bool) -> None:
        try:
            content = offer.read(most + 1)
        except UnreadableError as error:
            self._left_to_read -= offer.size
            self.odd.append(str(error))
            return
        self._left_to_read -= len(content)
        if is_notebook and len(content) <= most:
            self._left_notebooks -= 1
            content = notebook.slim_notebook(content)
        before = len(self.files.get(offer.name, b""))
        if len(content) > self._left + before:
            self.large.append(repr(offer.name))
            return
        if offer.name in self.files:
            name = repr(offer.name)
            self.odd.append(say("{file} is there more than once; the last one counts.", file=name))
        self._left -= len(content) - before
        self.files[offer.name] = content


def _tell_left_out(large: list[str]) -> Iterator[str]:
    if not large:
        return
    listed = ", ".join(large[:MOST_NOTES])
    if len(large) > MOST_NOTES:
        listed = say("{names} and {number} more", names=listed, number=len(large) - MOST_NOTES)
    yield say(
        "Only {files} files and {mib} MiB are read; left out: {names}.",
        files=MOST_FILES,
        mib=MOST_BYTES >> 20,
        names=listed,
    )
