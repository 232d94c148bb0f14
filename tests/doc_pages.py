"""The pages of the documentation, taken apart: fenced blocks, tables, sections."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```([a-z]*) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    language: str
    info: str
    """What stands behind the language: ``file=PATH``, or what is done with the block."""

    text: str

    @property
    def file(self):
        """The file that the block is, if it is one."""
        return self.info.removeprefix("file=") if self.info.startswith("file=") else None


def read(name):
    """A page of the documentation."""
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(name):
    """Every fenced block of a page, in order."""
    return [Block(*found.groups()) for found in FENCE.finditer(read(name))]


def tables(text):
    """Every table of a text, as a list of rows, heads first; cells without their padding."""
    for found in re.finditer(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        lines = [line for line in found[0].splitlines() if not re.fullmatch(r"[| -]+", line)]
        yield [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]


def table(text, *head):
    """The rows of the first table whose header begins so."""
    return next(rows[1:] for rows in tables(text) if rows[0][: len(head)] == list(head))


def section(name, title):
    """The text below a heading, up to the next of its rank or above."""
    heading = re.search(rf"^(#+) {re.escape(title)}$", read(name), re.MULTILINE)
    assert heading, f"{name} has no section {title!r}"
    rest = read(name)[heading.end() :]
    return re.split(rf"^#{{1,{len(heading[1])}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]
