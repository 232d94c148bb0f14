"""Run an author's lines apart from the module whose functions they call.

The lines run in a child of their own, which holds nothing of the student's: what NumPy does there
nobody has rewritten. Wherever they call the student's code, they end and say so; the call is put
to the student's child, and they run again from the top, knowing one result more.
"""

from collections.abc import Callable, Sequence
from typing import cast

from grader.outcome import Killed, NotRun, Outcome, Returned, TimedOut
from grader.record import replace
from grader.request import Request, Run, RunApart
from grader.sandbox.sending import Submission
from grader.values import Array, Value

NOTHING = Submission({"blank.py": b""}, "blank.py", seed=0)
"""What the child holds in which the lines run; seeded as they are whenever they run again."""

MOST_CALLS = 32
"""Of the student's code in one go of the lines: as many as a loop over a batch may want."""

Timed = tuple[Request, float]
"""A request with the seconds it may take."""

Put = Callable[[Sequence[Timed], Sequence[int] | None], list[Outcome]]
"""Has a child answer requests; see `grader.sandbox.session.Session.ask`."""


def ask_apart(
    requests: Sequence[Timed], groups: Sequence[int] | None, blank: Put, student: Put
) -> list[Outcome]:
    """Put requests, those among them apart whose lines are to run apart.

    Args:
        requests: Of any kind, each with the seconds that it, or each call of its lines, may take.
        groups: Which of them stand or fall together.
        blank: Asks the child that holds nothing.
        student: Asks the student's.

    Returns:
        One outcome each, in order: what the lines give, or how they or a call of theirs stopped.
    """
    groups = range(len(requests)) if groups is None else groups
    lines = {
        n: _Lines(request, seconds, groups[n])
        for n, (request, seconds) in enumerate(requests)
        if isinstance(request, RunApart)
    }
    rest = [n for n in range(len(requests)) if n not in lines]
    found = student([requests[n] for n in rest], [groups[n] for n in rest])
    _run_all(list(lines.values()), blank, student)
    outcomes = dict(zip(rest, found, strict=True)) | {n: each.end() for n, each in lines.items()}
    return [outcomes[n] for n in range(len(requests))]


def _run_all(lines: Sequence["_Lines"], blank: Put, student: Put) -> None:
    """Run all lines side by side, a call of the student's code further in each round."""
    for _ in range(MOST_CALLS + 1):
        running = [each for each in lines if each.outcome is None]
        steps = blank([each.next_step() for each in running], None) if running else []
        for each, step in zip(running, steps, strict=True):
            each.take_step(step)
        waiting = [each for each in running if each.outcome is None]
        if not waiting:
            return
        calls = [(each.wanted, each.seconds) for each in waiting]
        found = student(calls, [each.group for each in waiting])
        for each, outcome in zip(waiting, found, strict=True):
            each.take_result(outcome)
        dead = {each.group for each in waiting if isinstance(each.outcome, TimedOut | Killed)}
        for each in lines:
            if each.outcome is None and each.group in dead:
                each.outcome = NotRun("an earlier call of it had to be stopped")


class _Lines:
    """One request on its way."""

    def __init__(self, request: RunApart, seconds: float, group: int) -> None:
        self._request = request
        self.seconds = seconds
        self.group = group
        self.wanted: Request = request
        """The call that the lines wait for, when they do."""

        self.outcome: Outcome | None = None
        self._printed = ""
        self._took = 0.0

    def next_step(self) -> Timed:
        return self._request, self.seconds

    def take_step(self, step: Outcome) -> None:
        """Hear what the lines came to: their end, or a call that they want."""
        match step:
            case Returned(value=("wants", str(name), list(positional), dict(keywords))):
                self.wanted = self._call(name, positional, cast("dict[str, Value]", keywords))
            case Returned(value=("gives", value)):
                self.outcome = Returned(value, self._printed, self._took)
            case _:
                self.outcome = step

    def take_result(self, outcome: Outcome) -> None:
        """Hear what a call gave."""
        match outcome:
            case Returned(value=(result, tuple(after))):
                self._printed += outcome.printed
                self._took += outcome.seconds
                known = (*self._request.known, (result, after))
                self._request = replace(self._request, known=known)
            case _:
                self.outcome = outcome

    def end(self) -> Outcome:
        return self.outcome or NotRun("it calls your code too often")

    def _call(self, name: str, positional: list[Value], keywords: dict[str, Value]) -> Run:
        """Ask for a call, and for what became of the arrays that it was given."""
        places = [f"argument_{n}" for n in range(len(positional))]
        words = [f"keyword_{word}" for word in keywords]
        given = dict(zip((*places, *words), (*positional, *keywords.values()), strict=True))
        passed = (*places, *(f"{w}=keyword_{w}" for w in keywords))
        after = tuple(each for each, value in given.items() if isinstance(value, Array))
        script = f"({name}({', '.join(passed)}), ({''.join(f'{each}, ' for each in after)}))"
        return Run(name, script, tuple(given.items()), forbid=self._request.forbid)
