"""What reading a module has taught about its statements, and which may not be executed again."""

from grader.outcome import Incident, Killed, TimedOut
from grader.sandbox.inside.raised import MAX_LINE
from grader.sandbox.sources import Sources


class Statements:
    """The statements of one module that something came of."""

    def __init__(self, sources: Sources, entry: str) -> None:
        """Know nothing yet.

        Args:
            sources: The submission's files.
            entry: Which of them is the module.
        """
        self._sources = sources
        self._entry = entry
        self.killers: dict[int, Incident] = {}
        """Those that ended a process, by number; no later child executes them."""

        self.raised: list[Incident] = []
        """What the others raised, as last told."""

        self.stop: int | None = None
        """The first one never to be reached."""

        self.was_read = False
        """Whether some child got through."""

    def incidents(self) -> tuple[Incident, ...]:
        """All that happened, by line."""
        found = [*self.raised, *self.killers.values()]
        return tuple(sorted(found, key=lambda incident: incident.line))

    def blame(self, statement: tuple[int, int, int], failure: TimedOut | Killed) -> bool:
        """Hold a statement responsible for the end of a process, and skip it from now on.

        Args:
            statement: Its number, first and last line, as the process noted; maybe a lie.
            failure: What became of the process.

        Returns:
            Whether there is one to skip: it may have ended before the first or after the last, or
            have lied about where it was.
        """
        number, line, last_line = statement
        skippable = number > 0 and number not in self.killers
        if skippable or not (self.killers or self.was_read):
            if not (skippable and 0 < line <= last_line <= MAX_LINE):
                line, last_line = 1, 1
            text = self._sources.excerpt(self._entry, line, last_line)
            incident = Incident(line, last_line, text, failure)
            if skippable:
                self.killers[number] = incident
            else:
                self.raised = [incident]
        return skippable
