"""Gather the flaws of several steps, so that an author hears of all of them at once."""

from pathlib import Path
from types import TracebackType

from grader.errors import Flaw, SpecError


class Flaws:
    """Flaws met so far: ``with flaws:`` around each step, then `raise_any`."""

    def __init__(self) -> None:
        self.found: list[Flaw] = []

    def __enter__(self) -> None:
        """Start a step; it may end early, and the next one is still taken."""

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        """Keep the flaws of a `SpecError`; let everything else pass."""
        if not isinstance(error, SpecError):
            return False
        self.found += error.flaws
        return True

    def raise_any(self, file: Path) -> None:
        """Raise what was met, each flaw once, in the order it was met.

        Raises:
            SpecError: If anything was.
        """
        if self.found:
            raise SpecError(file, list(dict.fromkeys(self.found)))
