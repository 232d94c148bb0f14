"""Power over one process: signal it, end it, learn how it ended and what memory it took."""

from collections.abc import Mapping
from typing import Protocol

from grader.record import Record


class ZygoteGoneError(Exception):
    """The zygote died; nobody's submission is to blame, and a new one can take over."""


class End(Record, frozen=True):
    """How a process ended."""

    code: int
    """Its exit status, or minus the number of the signal that ended it."""

    cpu_seconds: float = 0.0
    peak_kib: int = 0

    @property
    def was_killed(self) -> bool:
        """Whether somebody, or the kernel, gave it no choice."""
        return self.code == -9


class Handle(Protocol):
    """Power over one process."""

    def signal(self, number: int) -> None:
        """Send a signal; does nothing if the process has ended.

        Raises:
            ZygoteGoneError: There is no telling which process it is any more.
        """

    def kill(self) -> None:
        """End it at once, with everything it started."""

    def wait(self, timeout: float) -> End:
        """Learn how it ended.

        Raises:
            TimeoutError: It has not ended, in time.
            ZygoteGoneError: That cannot be learnt any more.
        """

    def place(self, files: Mapping[str, bytes]) -> None:
        """Put a submission's files where it can read them, if it cannot do so itself."""

    def peak_kib(self) -> int:
        """The most memory it had resident; 0 where that cannot be told."""

    def close(self) -> None:
        """Let go of it."""


def peak_kib(pid: int) -> int:
    """The most memory a live process had resident, what it shares included; 0 if unknown."""
    try:
        with open(f"/proc/{pid}/status", "rb") as file:  # noqa: PTH123 - once a submission
            status = file.read()
    except OSError:  # it has ended, or this is no Linux
        return 0
    _, found, rest = status.partition(b"\nVmHWM:")
    return int(rest.split(maxsplit=1)[0]) if found else 0
