"""Set aside what a notebook's cell says to Jupyter and not to Python.

``%matplotlib inline``, ``!pip install``, ``plt.plot?`` and cells in other languages become lines
that do nothing, in place, so that every other line keeps its number. Lines are told apart by their
looks, in one pass: nothing is parsed here.
"""

import re

from grader.record import Record

_TOKEN = re.compile(
    r"#.*|(?P<triple>'''|\"\"\")"
    r"|'(?:[^'\\\n]++|\\.)*+'?|\"(?:[^\"\\\n]++|\\.)*+\"?|(?P<open>[(\[{])|(?P<close>[)\]}])"
)
_COMMAND = re.compile(r"\s*+(?:[%!?]|(?:pip3?|conda)\s++install\b|[\w.]++\?{1,2}\s*+$)")
_ASSIGNED = re.compile(r"\s*+[\w.,\s]++=\s*+[%!]")
_TIMED = re.compile(r"(?P<before>\s*+(?:[\w.,\s]++=\s*+)?+)%time\s++(?P<rest>\S.*)", re.DOTALL)
_CELL_COMMAND = re.compile(r"\s*+%%(\w*+)")
_PYTHON_CELLS = {"time", "timeit", "capture", "prun", "python", "python3"}
_MOST_LINE = 2000
"""Characters of a line that is looked at; longer ones hold data."""


class Plain(Record, frozen=True):
    """A cell as Python."""

    text: str
    aside: tuple[str, ...]
    """The commands that were set aside, as they were written."""


def set_aside(cell: str) -> Plain:
    """Leave of a cell what Python understands; its lines keep their numbers."""
    lines = re.split(r"(?<=\n)", cell.replace("\r\n", "\n").replace("\r", "\n"))
    begins = next((line for line in lines if line.strip()), "")
    command = _CELL_COMMAND.match(begins)
    if command and command[1] not in _PYTHON_CELLS:
        return Plain("\n" * (len(lines) - 1), (begins.strip(),))
    if command:
        lines[lines.index(begins)] = "\n" * begins.endswith("\n")  # the rest is Python
    scan = _Scan()
    kept: list[str] = []
    aside: list[str] = []
    goes_on = False
    for line in lines:
        plain = line
        if goes_on:
            plain = "\n" * line.endswith("\n")
        elif len(line) <= _MOST_LINE and not scan.is_inside:
            plain = _as_python(line)
            if plain.strip() == "pass" != line.strip():
                aside.append(line.strip())
                goes_on = True
        goes_on = goes_on and line.rstrip().endswith("\\")
        scan.read(plain)
        kept.append(plain)
    return Plain("".join(kept), tuple(aside))


def _as_python(line: str) -> str:
    """Turn a command into a line that does nothing, and what is timed into what it is."""
    timed = _TIMED.match(line)
    if timed:
        return f"{timed['before']}{timed['rest']}"
    if _COMMAND.match(line) or _ASSIGNED.match(line):
        margin = line[: len(line) - len(line.lstrip())].strip("\n")
        return f"{margin}pass" + "\n" * line.endswith("\n")
    return line


class _Scan:
    """Knows whether the next line begins a statement, or goes on inside a text or brackets."""

    def __init__(self) -> None:
        self._quotes = ""
        self._depth = 0
        self._goes_on = False

    @property
    def is_inside(self) -> bool:
        return bool(self._quotes) or self._depth > 0 or self._goes_on

    def read(self, line: str) -> None:
        position = 0
        while position < len(line):
            if self._quotes:
                end = line.find(self._quotes, position)
                if end < 0:
                    return
                position = end + 3
                self._quotes = ""
                continue
            token = _TOKEN.search(line, position)
            if token is None:
                break
            position = token.end()
            self._quotes = token["triple"] or ""
            self._depth = max(0, self._depth + bool(token["open"]) - bool(token["close"]))
        self._goes_on = line.rstrip("\n").endswith("\\")
