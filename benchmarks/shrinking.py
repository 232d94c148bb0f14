"""How long shrinking takes, and how small the example is that it finds.

Every wrong implementation of every function in the corpus is handed in as a module of its own and
marked behind the walls, with a fresh memory of examples: no other student went this way before.
Printed by answer: the time from the graded calls to the last one of the search, as median, nine in
ten and worst; that time over the bare time of the very calls it made, without walls, oracle or
search; and the size of the example, as cells of its arrays and their largest entry.

Run it with ``python benchmarks/shrinking.py [ANSWER ...]``.
"""

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from corpus import CORPUS
from corpus.entry import Entry
from corpus.judging import run_calls

from grader import record
from grader.course.job import Setup
from grader.course.marker import make_limits, make_marking
from grader.grade.marking import Marking
from grader.grade.submission import grade_submission
from grader.outcome import Outcome
from grader.report.publish import publish
from grader.request import Call, Request
from grader.sandbox.level import best_level
from grader.sandbox.session import Session
from grader.sandbox.worker import Worker
from grader.spec.kinds import FunctionAnswer
from grader.spec.load import load_assignment
from grader.submission.model import Submission

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What shrinking made of one wrong implementation."""

    answer: str
    implementation: str
    seconds: float
    calls: int
    bare_seconds: float
    """For the same calls in this process."""

    cells: int | None = None
    """Of all arrays of the example; None where there was nothing to shrink: it stopped, or is right
    but for its precision."""

    largest: float = 0.0
    """The largest entry, without its sign."""

    @property
    def ratio(self) -> float:
        """The time over that of the bare calls."""
        return self.seconds / self.bare_seconds


@dataclass
class Watched:
    """A worker that notes when its sessions are asked, and what."""

    worker: Worker
    asked: list[list[Request]] = field(default_factory=list)
    """The requests of each time."""

    times: list[tuple[float, float]] = field(default_factory=list)
    """When each time began and ended, in seconds."""

    @contextmanager
    def open(self, *arguments: Any, **options: Any) -> Iterator["_Session"]:
        """Open a session as the worker does."""
        with self.worker.open(*arguments, **options) as session:
            yield _Session(session, self)


class _Session:
    """A session whose `ask` is noted; all else is its own."""

    def __init__(self, session: Session, watched: Watched) -> None:
        self._session, self._watched = session, watched

    def __getattr__(self, name: str) -> object:
        return getattr(self._session, name)

    def ask(
        self, asked: Sequence[tuple[Request, float]], groups: Sequence[int] | None = None
    ) -> Sequence[Outcome]:
        """Ask, and note it."""
        begun = time.perf_counter()
        outcomes = self._session.ask(asked, groups)
        self._watched.times.append((begun, time.perf_counter()))
        self._watched.asked.append([request for request, _ in asked])
        return outcomes


def shrink_corpus(answers: Sequence[str] = (), most: int | None = None) -> Iterator[Shrunk]:
    """Shrink for every wrong implementation of functions.

    Args:
        answers: Their names; all where none is given.
        most: Implementations of each answer.
    """
    for folder, entries in CORPUS.items():
        marking = make_marking(Setup(folder, Path(), best_level(), publish))
        functions = {
            answer.name
            for part in load_assignment(folder)
            for answer in part.answers
            if isinstance(answer, FunctionAnswer)
        }
        chosen = [
            e for e in entries if e.answer in functions and e.answer in (answers or functions)
        ]
        if not chosen:
            continue
        with Worker(isolation=best_level(), limits=make_limits(marking)) as worker:
            for entry in chosen:
                _shrink(marking, worker, entry, next(iter(entry.wrong)))  # the oracle wakes up
                for name in islice(entry.wrong, most):
                    yield _shrink(marking, worker, entry, name)


def _shrink(marking: Marking, worker: Worker, entry: Entry, name: str) -> Shrunk:
    watched = Watched(worker)
    alone = record.replace(marking, shrunk={})
    grade_submission(alone, watched, _submission(marking, entry, name))
    calls = [each for asked in watched.asked[1:] for each in asked if isinstance(each, Call)]
    seconds = watched.times[-1][1] - watched.times[0][1] if calls else 0.0
    answer = f"{marking.sheet.module}.{entry.answer}"
    found = Shrunk(answer, name, seconds, len(calls), run_calls(entry.wrong[name], calls))
    for redrawn in alone.shrunk.values():
        arrays = [np.asarray(each) for each in redrawn.choices if not isinstance(each, int)]
        largest = max((float(np.abs(each).max(initial=0.0)) for each in arrays), default=0.0)
        return replace(found, cells=sum(each.size for each in arrays), largest=largest)
    return found


def _submission(marking: Marking, entry: Entry, name: str) -> Submission:
    """Hand the corpus in as files, and a module that takes one function from it."""
    files = {f"corpus/{file.name}": file.read_bytes() for file in (_HERE / "corpus").glob("*.py")}
    del files["corpus/judging.py"]  # it needs the grader, which is not behind the walls
    answer, home = entry.answer, next(f.name for f, each in CORPUS.items() if entry in each)
    source = (
        "from corpus import CORPUS\n"
        f"(entries,) = [es for f, es in CORPUS.items() if f.name == {home!r}]\n"
        f"{answer} = next(e.wrong[{name!r}] for e in entries if e.answer == {answer!r})\n"
    )
    module = f"{marking.sheet.module}.py"
    return Submission("corpus", {module: source.encode(), **files}, module)


def render_table(shrunk: Sequence[Shrunk]) -> str:
    """Write one row for each answer, and one for all."""
    names = dict.fromkeys(each.answer for each in shrunk)
    rows = [
        (
            *("answer", "wrong", "shrunk", "ms", "p90", "worst", "÷ bare", "worst", "calls"),
            *("cells", "worst", "entry", "worst"),
        ),
        *(_row(name, [each for each in shrunk if each.answer == name]) for name in names),
        _row("all", shrunk),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def _row(name: str, all_of: Sequence[Shrunk]) -> tuple[str, ...]:
    found = [each for each in all_of if each.cells is not None]
    if not found:
        return (name, str(len(all_of)), "0", *[""] * 10)
    times = sorted(each.seconds * 1e3 for each in found)
    ratios = [each.ratio for each in found]
    cells = [each.cells or 0 for each in found]
    largest = [each.largest for each in found]
    return (
        *(name, str(len(all_of)), str(len(found))),
        *(f"{statistics.median(times):.0f}", f"{_nine_in_ten(times):.0f}", f"{times[-1]:.0f}"),
        *(f"{statistics.median(ratios):.1f}", f"{max(ratios):.1f}"),
        f"{statistics.median(each.calls for each in found):.0f}",
        *(f"{statistics.median(cells):g}", f"{max(cells)}"),
        *(f"{statistics.median(largest):g}", f"{max(largest):g}"),
    )


def _nine_in_ten(ordered: Sequence[float]) -> float:
    return ordered[min(len(ordered) - 1, -(-len(ordered) * 9 // 10) - 1)]


def main(arguments: Sequence[str]) -> int:
    """Shrink and print; 1 if nothing could be shrunk."""
    shrunk = list(shrink_corpus(arguments))
    print(render_table(shrunk))
    return int(not any(each.cells is not None for each in shrunk))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
