"""Code as the cases it is called on. Pure data."""

from typing import Literal, Self

from grader.key.truth import Case
from grader.record import Record, replace
from grader.values import Value

Operator = Literal["==", "!=", "<", "<=", ">", ">="]


class Way(Record, frozen=True):
    """One way to call what a student wrote."""

    label: str = ""
    """What a report calls it; empty where there is but one."""

    script: str = ""
    """Lines of Python in the names of the module and the arguments, the last of them giving the
    outputs; empty where the function is called with all arguments in order."""


class Invariant(Record, frozen=True):
    """A comparison between two things that the student's code gave, which must hold."""

    id: str
    claim: str
    operator: Operator
    says: str = ""
    sides: str = ""
    """Lines of Python that give both sides as a pair; each claim is a call of its own, so that one
    that raises costs only itself."""

    apart: bool = False
    """Whether they run where nothing of the student's is, and only call the student's code."""


class Effort(Record, frozen=True):
    """What right code may take, beside a yardstick."""

    arguments: tuple[Value, ...]
    """Larger than those of the cases."""

    yardstick: str
    """Lines of Python that hold no answer."""

    time_at_most: float | None
    memory_at_most: float | None
    credit: float
    """Share of the points for right code that takes more."""


class FunctionKey(Record, frozen=True, eq=False):
    """Code, as the cases it is called on: a function, a gradient, a module, a stateful update."""

    name: str
    parameters: tuple[str, ...]
    cases: tuple[Case, ...]
    """Those of one call stand together, in the order of `outputs`."""

    marked: Literal["whole", "cases"]

    ways: tuple[Way, ...] = (Way(),)
    """All are tried, and the best one counts."""

    outputs: tuple[str, ...] = ()
    """What one call gives, where that is several values: a tuple in this order, or a dict."""

    unchanged: tuple[str, ...] = ()
    """Arguments that must be as before after the call: outputs of these names follow the others."""

    text: bool = False
    """Whether the answer may be a text that is evaluated, as for an `expression`."""

    forbid: tuple[str, ...] = ()
    """What is refused while it runs: dotted names, and ``autograd``."""

    effort: Effort | None = None

    invariants: tuple[Invariant, ...] = ()
    """Where given, every output is a pair of sides, and the truth of a case says only how far
    rounding may part them; one for each output."""

    @property
    def calls(self) -> tuple[tuple[Case, ...], ...]:
        """The cases of each call, which share their arguments: an output for each."""
        if self.invariants:
            return tuple((case,) for case in self.cases)
        first = self.outputs[0] if self.outputs else ""
        starts = [number for number, case in enumerate(self.cases) if case.output == first]
        ends = [*starts[1:], len(self.cases)]
        return tuple(self.cases[a:b] for a, b in zip(starts, ends, strict=True))

    def as_if(self, mistake: str) -> Self | None:
        """See the module."""
        cases = tuple(case for each in self.cases if (case := each.as_if(mistake)) is not None)
        return replace(self, cases=cases) if len(cases) == len(self.cases) else None
