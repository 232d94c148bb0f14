"""Start an interpreter of ours that takes nothing from its surroundings.

Imports next to nothing, so that a check can start one before it imports anything else.
"""

import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from typing import Self

import grader
from grader.sandbox.environment import SCRATCH, environment
from grader.sandbox.search import package_paths

_CLOSE_SECONDS = 10.0

PACKAGE_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(grader.__file__)))  # noqa: PTH100, PTH120
_BOOT = """
import gc, sys
gc.disable()
sys.dont_write_bytecode = {1}
sys.path.insert(0, sys.argv[1])
import grader
del sys.path[0]
from grader.sandbox.{0} import main
sys.dont_write_bytecode = True
main()
"""
"""Nothing that is imported is garbage: a collection meanwhile costs time and finds nothing. Whoever
comes to run a student's code turns it on again. Where our package lies, nothing is looked for but
our package: no other file there is ours to run. What we import is compiled once, unless whoever
started us wants no such files; what a student imports is not."""


class Interpreter:
    """A process that will be a zygote once it is told how; Linux only.

    It imports while we do. Whoever started it closes it, whether anybody made use of it or not.
    """

    def __init__(self, *libraries: str) -> None:
        """Start it.

        Args:
            libraries: What to import before it is told anything.

        Raises:
            OSError: There is no process to be had.
        """
        self.is_warm = False
        """Whether it has said so to whoever told it what to be: then it can be told to end."""

        with ExitStack() as opened:
            complaints = os.fdopen(os.memfd_create("complaints"), "w+b")
            self._complaints = opened.enter_context(complaints)
            control, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self.control = opened.enter_context(control)
            """Our end of what it is told by."""

            opened.enter_context(other)
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
                command("zygote", str(other.fileno()), ",".join(libraries), *package_paths()),
                env=environment(SCRATCH),
                cwd="/",
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                start_new_session=True,  # Ctrl-C is for us to hear
            )
            opened.pop_all()
            other.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read_complaints(self) -> bytes:
        """What it said, if it failed."""
        self._complaints.seek(0)
        return self._complaints.read()

    def hang_up(self) -> None:
        """Have it end, and whatever it started; does not wait.

        One that is not warm would not listen before all is imported, so it is given no choice.
        """
        self.control.close()
        if not self.is_warm:
            self._kill()

    def _kill(self) -> None:
        """End it, and what it has moved into namespaces; a child of its ends with either."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End it, and whatever it started; waits until they are gone."""
        self.hang_up()
        if self._complaints.closed:
            return
        try:
            self._process.wait(timeout=_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._kill()
            self._process.wait()
        self._complaints.close()


def command(module: str, *arguments: str) -> list[str]:
    """How to run one of our modules in an interpreter that takes nothing from its surroundings."""
    boot = _BOOT.format(module, sys.dont_write_bytecode)
    return [sys.executable, "-s", "-P", "-c", boot, PACKAGE_ROOT, *arguments]
