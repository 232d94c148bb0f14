"""The lines of a student's own source to show beside a verdict.

The source is searched as text and never parsed: a parser can be brought down by what it reads. What
is found is hostile, bounded, and only ever shown.
"""

import re
from collections.abc import Iterator, Sequence

from grader.outcome import Outcome, Returned
from grader.results import Excerpt, Spot
from grader.submission.cells import SUFFIX, cell_number
from grader.submission.model import Submission
from grader.values import Named

MOST_LINES = 14
"""Lines of a function that is shown whole; of a longer one, its head or what is around a line."""

_AROUND = 3
_MOST_WIDTH = 160
_MOST_SEARCHED = 10_000
_FAR = 200
"""Lines of a function that is looked at, whether to be shown or not."""

_HEAD = re.compile(r"(?P<margin>\s*)(?:async\s+)?def\s+(?P<name>\w+)")


def excerpt(
    submission: Submission, outcomes: Sequence[Outcome], spots: Sequence[Spot]
) -> Excerpt | None:
    """Find the lines to show for an answer that is not right.

    Args:
        submission: The student's files.
        outcomes: What came back, for which function it was.
        spots: Where the code was when it stopped, outermost first.
    """
    if spots:
        return _around(submission, spots[-1])
    named = next((each.value for each in outcomes if isinstance(each, Returned)), None)
    return _definition(submission, named) if isinstance(named, Named) else None


def _around(submission: Submission, spot: Spot) -> Excerpt | None:
    """Show the function that a line is in, or the lines around it."""
    lines = _lines(submission, spot.file)
    if not 1 <= spot.line <= len(lines):
        return None
    at = spot.line - 1
    above = range(at, max(-1, at - _FAR), -1)
    first = next((n for n in above if _is_around(lines, n, at)), None)
    if first is not None and _end(lines, first) - first <= MOST_LINES:
        return _cut(spot.file, lines, first, _end(lines, first), spot.line)
    last = min(len(lines), at + _AROUND + 1)
    return _cut(spot.file, lines, max(0, at - _AROUND), last, spot.line)


def _is_around(lines: Sequence[str], head: int, line: int) -> bool:
    return _HEAD.match(lines[head]) is not None and line < _end(lines, head)


def _definition(submission: Submission, named: Named) -> Excerpt | None:
    """Find where a function is made: by ``def``, or by an assignment."""
    name = re.escape(named.qualname.rpartition(".")[2])
    made = re.compile(rf"(?:async\s+)?def\s+{name}\b|{name}\s*(?::[^=]*)?=(?!=)")
    for file in _files_of(submission, named.module):
        lines = _lines(submission, file)
        # The last one counts, as it does in Python.
        first = next((n for n in range(len(lines) - 1, -1, -1) if made.match(lines[n])), None)
        if first is not None:
            last = min(_end(lines, first), first + MOST_LINES)
            return _cut(file, lines, first, last, None)
    return None


def _files_of(submission: Submission, module: str) -> Iterator[str]:
    """List where a module's functions may be made, the likeliest first: cells from the last one."""
    entry = submission.entry or ""
    cells = [name for name in submission.files if cell_number(name) is not None]
    yield from reversed(cells) if entry.endswith(SUFFIX) else [entry]
    stem = module.replace(".", "/")
    yield from (f"{stem}.py", f"{stem}/__init__.py")


def _end(lines: Sequence[str], first: int) -> int:
    """Find where what begins in a line ends: before the next one that is no further in."""
    margin = _margin(lines[first])
    end = first + 1
    for number in range(first + 1, min(len(lines), first + _FAR)):
        line = lines[number]
        if not line.strip():
            continue
        if _margin(line) <= margin and not line.lstrip().startswith((")", "]", "}")):
            break
        end = number + 1
    return end


def _margin(line: str) -> int:
    expanded = line.expandtabs(8)
    return len(expanded) - len(expanded.lstrip())


def _lines(submission: Submission, file: str) -> Sequence[str]:
    return [line[: 2 * _MOST_WIDTH] for line in submission.lines(file, 1, _MOST_SEARCHED)]


def _cut(
    file: str, lines: Sequence[str], first: int, last: int, marked: int | None
) -> Excerpt | None:
    """Take lines without the margin that all of them have, each cut to a width."""
    taken = [line.expandtabs(4).rstrip() for line in lines[first:last]]
    margin = min((_margin(line) for line in taken if line), default=0)
    shown = tuple(line[margin : margin + _MOST_WIDTH] for line in taken)
    return Excerpt(file=file, first=first + 1, lines=shown, marked=marked) if shown else None
