"""What a source of children is: `grader.sandbox.warm` and `grader.sandbox.fresh`."""

from typing import Protocol

from grader.sandbox.child import Child


class Nursery(Protocol):
    """A source of children."""

    def await_warmth(self) -> None:
        """Wait until it is ready to have them.

        Raises:
            SandboxError: It will not be.
        """

    def bear(self) -> Child:
        """Start a child; it makes itself ready while we do something else.

        Raises:
            ZygoteGoneError: The source has dried up; another one may be started.
        """

    def hang_up(self) -> None:
        """Have it end while we do something else; only `close` may follow."""

    def close(self) -> None:
        """End the source and everything that came from it."""
