"""What reading a module has taught about its statements, and which may not be executed again."""

from collections.abc import Sequence

from grader.outcome import Incident, Killed, TimedOut
from grader.record import replace
from grader.sandbox.child import Stand
from grader.sandbox.inside.raised import MAX_LINE
from grader.sandbox.sources import Sources
from grader.sandbox.verdict import Told


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

    def blame(self, stand: Stand, failure: TimedOut | Killed) -> bool:
        """Hold a statement responsible for the end of a process, and skip it from now on.

        Args:
            stand: How far the process had come, as it noted; maybe a lie.
            failure: What became of the process.

        Returns:
            Whether there is one to skip: it may have ended before the first or after the last, or
            have lied about where it was.
        """
        skippable = stand.number > 0 and stand.number not in self.killers
        if skippable or not (self.killers or self.was_read):
            line, last, cell = stand.line, stand.last_line, stand.cell
            if not (skippable and 0 < line <= last <= MAX_LINE and cell < len(self.segments)):
                line, last, cell = 1, 1, 0
            file = self.segments[cell] if self.segments else ""
            text = self._sources.excerpt(file, line, last) if file else ""
            incident = Incident(line, last, text, failure, file=file)
            if skippable:
                self.killers[stand.number] = incident
            else:
                self.raised = [incident]
        return skippable
