"""How the cells of a notebook are called: each is a file of its own, ``hw2.ipynb, cell 3``.

So whatever names a file and a line names a cell and a line in it. Pure text.
"""

import re

SUFFIX = ".ipynb"

_CELL = re.compile(r"\.ipynb, cell (\d{1,9})$")


def name_cell(notebook: str, number: int) -> str:
    """Name a code cell, counted from 1 as Jupyter does when all are run from the top."""
    return f"{notebook}, cell {number}"


def cell_number(file: str) -> int | None:
    """Tell the number of the cell that a file is; None for any other file."""
    found = _CELL.search(file)
    return int(found[1]) if found else None
