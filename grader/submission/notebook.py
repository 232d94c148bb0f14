"""Read a notebook's code out of its JSON, as data.

Nothing of it is executed, and its outputs are cut away before anything is parsed: a few million
nested brackets, or 50 MB of pictures, cost one pass over the text and no memory.
"""

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from grader.language import say, say_count
from grader.record import Record
from grader.submission.cells import name_cell
from grader.submission.magics import set_aside

MOST_BYTES = 64 << 20
"""Of a notebook as it was handed in, outputs included."""

_MOST_LEFT = 4 << 20
"""Characters of a notebook without its outputs."""

_MOST_BRACKETS = 2_000_000
_MOST_CELLS = 1000
_MOST_SHOWN = 60

_KEY = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_CUT = {'"outputs"', '"attachments"', '"widgets"'}
_VALUE = re.compile(r"\s*+:\s*+(?=[\[{])")
_BRACKET = re.compile(r'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+([\[\]{}])', re.DOTALL)


class NotebookError(ValueError):
    """A file is no notebook that can be read; its text says why, to the student."""


class Notebook(Record, frozen=True):
    """The code of a notebook."""

    cells: tuple[str, ...]
    """As Python, in order; empty ones left out."""

    notes: tuple[str, ...]
    """What the student should know."""


def slim_notebook(content: bytes) -> bytes:
    """Cut the outputs out of a notebook; what is no notebook comes back as it is, cut short."""
    text = content.decode("utf-8-sig", errors="replace")
    kept: list[str] = []
    start = length = 0
    position = text.find('"')
    budget = _MOST_BRACKETS
    while position >= 0 and length + position - start <= _MOST_LEFT:
        key = _KEY.match(text, position)
        if key is None:
            break
        position = key.end()
        value = _VALUE.match(text, position) if key[0] in _CUT else None
        if value is not None:
            kept.append(f"{text[start : value.end()]}null")
            length += len(kept[-1])
            start, budget = _skip(text, value.end(), budget)
            position = start
        position = text.find('"', position)
    kept.append(text[start : start + _MOST_LEFT])
    return "".join(kept)[: _MOST_LEFT + 1].encode(errors="replace")


def _skip(text: str, position: int, budget: int) -> tuple[int, int]:
    """Find where a list or an object ends; gives what is left of the brackets that may be met."""
    depth = 0
    while budget > 0:
        found = _BRACKET.match(text, position)
        if found is None:
            break
        budget -= 1
        position = found.end()
        depth += 1 if found[1] in "[{" else -1
        if depth == 0:
            return position, budget
    return len(text), budget


def read_notebook(content: bytes) -> Notebook:
    """Take the code cells of a notebook, in order, whatever its version.

    Args:
        content: Without its outputs; see `slim_notebook`.

    Raises:
        NotebookError: It is none, or not one of Python.
    """
    if len(content) > _MOST_LEFT:
        raise NotebookError(say("it is too large, even without its outputs"))
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise NotebookError(say("the file is damaged; save it again and hand it in")) from None
    if not isinstance(document, dict):
        raise NotebookError(say("it is no notebook"))
    _check_language(document)
    cells = list(_code_cells(document))
    if not cells and not any(True for _ in _all_cells(document)):
        raise NotebookError(say("there are no cells in it"))
    plain = [set_aside(source) for source, _ in cells]
    aside = [(number, command) for number, cell in enumerate(plain, 1) for command in cell.aside]
    notes = (*_tell_aside(aside), *_tell_runs([count for _, count in cells]))
    return Notebook(tuple(cell.text for cell in plain), notes)


def is_notebook(content: bytes) -> bool:
    """Whether a file of any name is a notebook by what stands in it; needs no `slim_notebook`."""
    if not content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return False
    try:
        document = json.loads(slim_notebook(content))
    except (ValueError, RecursionError):
        return False
    has_cells = isinstance(document, dict) and ("cells" in document or "worksheets" in document)
    return has_cells and "nbformat" in document


def _check_language(document: Mapping[str, Any]) -> None:
    metadata = _mapping(document.get("metadata"))
    kernel = _mapping(metadata.get("kernelspec"))
    info = _mapping(metadata.get("language_info"))
    language = info.get("name") or kernel.get("language") or "python"
    if isinstance(language, str) and not language.lower().startswith(("python", "ipython")):
        shown = repr(language[:_MOST_SHOWN])
        raise NotebookError(say("it is written in {language}, not in Python", language=shown))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _all_cells(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the cells: of the notebook, or before version 4 of its worksheets."""
    sheets = document.get("worksheets")
    lists = [_mapping(sheet).get("cells") for sheet in sheets] if isinstance(sheets, list) else []
    for cells in (document.get("cells"), *lists):
        yield from map(_mapping, cells if isinstance(cells, list) else [])


def _code_cells(document: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield each code cell that is not empty, with the number of its last run."""
    found = 0
    for cell in _all_cells(document):
        source = cell.get("source", cell.get("input", ""))
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        if cell.get("cell_type") != "code" or not text.strip():
            continue
        found += 1
        if found > _MOST_CELLS:
            return
        # Half a character is written as its number in JSON, and is no text.
        text = text.encode(errors="replace").decode()
        yield text, cell.get("execution_count", cell.get("prompt_number"))


def _tell_aside(aside: Sequence[tuple[int, str]]) -> Iterator[str]:
    if aside:
        cell, command = aside[0]
        cut = command if len(command) <= _MOST_SHOWN else f"{command[:_MOST_SHOWN]}…"
        yield say_count(
            "{number} notebook command was set aside, since the grader runs Python only: "
            "{command} in cell {cell}.",
            "{number} notebook commands were set aside, since the grader runs Python only; the "
            "first is {command} in cell {cell}.",
            len(aside),
            command=repr(cut),
            cell=cell,
        )


def _tell_runs(counts: Sequence[object]) -> Iterator[str]:
    """Say where the notebook was not run from top to bottom, as it is here."""
    runs = [count for count in counts if isinstance(count, int)]
    if counts and not runs:
        yield say(
            "The notebook was saved without having been run. It was run here from top to bottom."
        )
    elif any(later <= earlier for earlier, later in pairwise(runs)):
        yield say(
            "The cells of the notebook were not run in their order when it was saved. They were "
            "run here from top to bottom."
        )


def lay_out_cells(name: str, notebook: Notebook) -> dict[str, bytes]:
    """Make each cell a file of its own, in order."""
    return {name_cell(name, number): text.encode() for number, text in enumerate(notebook.cells, 1)}
