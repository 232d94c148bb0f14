"""What every submission of a class is marked by."""

from grader.key.kinds import AnswerKey, Key
from grader.oracle.second_look import LazyOracle, Redrawn
from grader.record import Record, field
from grader.results import ProblemIntro
from grader.sheet import Sheet, SheetPart


class Marking(Record, frozen=True):
    """A question sheet with its answer key."""

    sheet: Sheet
    key: AnswerKey
    oracle: LazyOracle
    isolation: str
    """The level that student code runs under."""

    spec: str
    """SHA-256 of the spec's files."""

    variant: int | None = None
    """The seed of one student's own cases; None where they are the class's."""

    shrunk: dict[tuple[str, str, str], Redrawn] = field(default_factory=dict)
    """Smallest examples found so far, by part, function and signature: students who went one way
    share one example, and only the first of them waits for the search."""

    def keys(self, asked: SheetPart) -> tuple[Key, ...]:
        """Find what is right for a part's answers, in order."""
        return next(part.answers for part in self.key.parts if part.id == asked.id)

    def seconds(self, asked: SheetPart) -> float:
        """Say how long one call of a part may take."""
        return asked.seconds or self.sheet.seconds


def list_problems(marking: Marking) -> tuple[ProblemIntro, ...]:
    """List what the parts of each problem share, in order."""
    return tuple(
        ProblemIntro(id=each.id, title=each.title, intro=each.intro)
        for each in marking.sheet.problems
    )
