"""What reading a module has taught about its statements, and which may not be executed again."""

from collections.abc import Sequence

from grader.outcome import Incident, Killed, TimedOut
from grader.record import Record, replace
from grader.sandbox.allowance import is_to_blame, round_seconds
from grader.sandbox.child import Stand
from grader.sandbox.inside.raised import MAX_LINE
from grader.sandbox.sources import Sources
from grader.sandbox.verdict import Told


class Death(Record, frozen=True):
    """How an attempt at reading a module ended early."""

    stand: Stand
    """How far it had come, as the process noted; maybe a lie."""

    failure: TimedOut | Killed
    seconds: float
    """What the attempt had."""

    took: float
    """How long it lasted."""

    ran: float
    """How long the statement ran that it was at."""


class Statements:
    """The statements of one module that something came of."""

    def __init__(self, sources: Sources, segments: Sequence[str]) -> None:
        """Know nothing yet.

        Args:
            sources: The submission's files.
            segments: Those that make up the module, in order.
        """
        self._sources = sources
        self.segments = segments
        self.killers: dict[int, Incident] = {}
        """Those that ended a process, by number; no later child executes them."""

        self.raised: list[Incident] = []
        """What the others raised, as last told."""

        self.stop: int | None = None
        """The first one never to be reached."""

        self.unread_from: Incident | None = None
        """That one: a killer, or where time ran out."""

        self._overdue: tuple[int, Incident] | None = None
        """Where all the statements together had taken too long; its number, and what to say."""

        self.known_seconds = 0.0
        """What reading took up to the last of the killers."""

        self.unread: tuple[str, ...] = ()
        """What those never reached would define."""

        self.was_read = False
        """Whether some child got through."""

    def incidents(self) -> tuple[Incident, ...]:
        """All that happened, in the order of the text."""
        found = [*self.raised, *self.killers.values()]
        return tuple(sorted(found, key=lambda each: (self._rank(each.file), each.line)))

    def _rank(self, file: str) -> int:
        return self.segments.index(file) if file in self.segments else 0

    def learn(self, told: Told) -> None:
        """Take in what a child says that got through; it may lie, and gains nothing."""
        self.raised = told.raised
        self.unread = told.unread
        self.was_read = True
        for number, names in told.skipped.items():
            if number in self.killers:
                self.killers[number] = replace(self.killers[number], names=names)

    def blame(self, death: Death, limit: float) -> bool:
        """Hold a statement responsible for the end of a process, and skip it from now on.

        Where time ran out under a statement that had not run for long, none is held responsible.

        Args:
            death: What became of the process.
            limit: The `import_seconds`.

        Returns:
            Whether there is one to skip: it may have ended before the first or after the last, or
            have lied about where it was, or all statements together took too long.
        """
        number, failure = death.stand.number, death.failure
        skippable = number > 0 and number not in self.killers
        if not skippable and (self.killers or self.was_read):
            return False
        if not skippable:
            self.raised = [self._incident(Stand(), failure)]
            return False
        if isinstance(failure, TimedOut):
            if not is_to_blame(death.ran, death.seconds, limit):
                whole = self._incident(death.stand, replace(failure, seconds=limit))
                self._overdue = (number, whole)
                return False
            failure = replace(failure, seconds=round_seconds(death.ran))
        self.killers[number] = self._incident(death.stand, failure)
        self.known_seconds = max(self.known_seconds, death.took - death.ran)
        return True

    def _incident(self, stand: Stand, failure: TimedOut | Killed) -> Incident:
        line, last, cell = stand.line, stand.last_line, stand.cell
        if not (0 < line <= last <= MAX_LINE and cell < len(self.segments)):
            line, last, cell = 1, 1, 0
        file = self.segments[cell] if self.segments else ""
        text = self._sources.excerpt(file, line, last) if file else ""
        return Incident(line, last, text, failure, file=file)

    def give_up(self) -> bool:
        """Reach no further than to what was never survived; gives whether that is known."""
        if self._overdue is not None:
            self.stop, self.unread_from = self._overdue
        elif self.killers:
            self.stop = max(self.killers)
            self.unread_from = self.killers[self.stop]
        return self.stop is not None
