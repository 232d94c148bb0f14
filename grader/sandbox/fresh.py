"""Children that are interpreters of their own, one a submission: the level `basic`, anywhere.

No walls but a clock, a bare environment, an empty directory and what limits the system has. Slower
than a fork by the time it takes to import NumPy and torch, which each child does if it needs to.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from grader.sandbox.blueprint import Blueprint
from grader.sandbox.child import Child
from grader.sandbox.environment import environment
from grader.sandbox.handle import End, peak_kib
from grader.sandbox.inside.progress import PROGRESS_BYTES
from grader.sandbox.launch import command
from grader.sandbox.line import PipeLine


class Fresh:
    """Starts an interpreter for each child."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._blueprint = blueprint
        # On Linux a child ends with the thread that started it, which must not be the caller's.
        self._starter = ThreadPoolExecutor(1)

    def await_warmth(self) -> None:
        """Nothing is warm here."""

    def bear(self) -> Child:
        """Start one."""
        base = Path(os.path.realpath(tempfile.mkdtemp(prefix="grader-")))
        try:
            return self._start(base)
        except BaseException:
            shutil.rmtree(base, ignore_errors=True)
            raise

    def _start(self, base: Path) -> Child:
        scratch = base / "scratch"
        scratch.mkdir()
        (base / "progress").write_bytes(bytes(PROGRESS_BYTES))
        with (base / "output").open("ab") as output:
            process: subprocess.Popen[bytes] = self._starter.submit(
                subprocess.Popen,
                command("inside.alone", str(base), self._blueprint.to_json().decode()),
                env=environment(str(scratch)),
                cwd=scratch,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                start_new_session=True,
            ).result()
        return Child(
            _Interpreter(process, base),
            PipeLine(cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)),
            os.open(base / "output", os.O_RDONLY),
            os.open(base / "progress", os.O_RDONLY),
            scratch=str(scratch),
            limits=self._blueprint.limits,
        )

    def hang_up(self) -> None:
        """Nothing runs here that belongs to no child."""

    def close(self) -> None:
        """Let go of what started them; each child is ended by whoever holds it."""
        self._starter.shutdown()


class _Interpreter:
    """Power over one interpreter and the directory it lives in."""

    def __init__(self, process: subprocess.Popen[bytes], base: Path) -> None:
        self._process = process
        self._base = base

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def kill(self) -> None:
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def wait(self, timeout: float) -> End:
        try:
            return End(self._process.wait(timeout))
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error

    def place(self, files: Mapping[str, bytes]) -> None:
        """Do nothing: it writes them itself."""

    def peak_kib(self) -> int:
        return peak_kib(self._process.pid)

    def close(self) -> None:
        self._process.wait()
        shutil.rmtree(self._base, ignore_errors=True)
