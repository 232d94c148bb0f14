"""Our end of a zygote: asks it for children, and hears how they end. Linux only."""

import fcntl
import json
import os
import select
import signal
import socket
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from grader.errors import SandboxError
from grader.sandbox.blueprint import Blueprint
from grader.sandbox.child import Child
from grader.sandbox.desk import clear_desk, fill_desk, make_desk
from grader.sandbox.handle import End, ZygoteGoneError, peak_kib
from grader.sandbox.inside.progress import PROGRESS_BYTES
from grader.sandbox.launch import Interpreter
from grader.sandbox.line import SocketLine

_START_SECONDS = 120.0
"""For the first import of torch from a cold disk."""

_REPLY_SECONDS = 30.0


class Zygote:
    """Our end of a zygote's control socket."""

    def __init__(self, blueprint: Blueprint, interpreter: Interpreter | None = None) -> None:
        """Tell one what to be. It makes itself warm while we do something else.

        Args:
            blueprint: What to be.
            interpreter: One that was started before; closed with this.

        Raises:
            SandboxError: There is no process to be had.
        """
        try:
            self._interpreter = interpreter or Interpreter()
        except OSError as error:
            raise _failed(error) from error
        self._blueprint = blueprint
        self._ends: dict[int, End] = {}
        self._born: dict[int, int] = {}
        self._forgotten: set[int] = set()
        self._number = 0
        self._control = self._interpreter.control
        self._poll = select.poll()
        self._poll.register(self._control, select.POLLIN)
        try:
            self._blueprint = _with_desks(blueprint)
            self._control.send(self._blueprint.to_json())
        except OSError as error:
            failed = _failed(self._complaint() or error)
            self.close()
            raise failed from error

    def await_warmth(self) -> None:
        """Wait until it has built its walls and imported its libraries, and has one thread.

        Raises:
            SandboxError: It could not.
        """
        try:
            while not self._interpreter.is_warm:
                self._take_in(self._receive(_START_SECONDS))
        except (ZygoteGoneError, OSError) as error:
            raise _failed(self._complaint()) from error

    def _complaint(self) -> str:
        return self._interpreter.read_complaints()[-2000:].decode(errors="replace").strip()

    def bear(self) -> Child:
        """Order a fork; does not wait for it."""
        self._number += 1
        desk = self._blueprint.desk(self._number)
        if self._blueprint.desks:
            make_desk(desk)
        ours, theirs = socket.socketpair()
        output = os.memfd_create("output", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        progress = os.memfd_create("progress", os.MFD_CLOEXEC)
        fcntl.fcntl(output, fcntl.F_SETFL, os.O_APPEND)
        # What was printed stays: its length marks where one request's output ends.
        fcntl.fcntl(output, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL)
        os.ftruncate(progress, PROGRESS_BYTES)
        order = json.dumps({"number": self._number}).encode()
        try:
            socket.send_fds(self._control, [order], [theirs.fileno(), output, progress])
        except OSError as error:
            for descriptor in (output, progress):
                os.close(descriptor)
            ours.close()
            raise ZygoteGoneError from error
        finally:
            theirs.close()
        return Child(
            _Forked(self, self._number),
            SocketLine(ours),
            output,
            progress,
            scratch=desk,
            limits=self._blueprint.limits,
        )

    def place(self, number: int, files: Mapping[str, bytes]) -> None:
        """Put a submission's files where a child can read them, if it cannot do so itself."""
        if self._blueprint.desks:
            fill_desk(self._blueprint.desk(number), files, self._blueprint.limits)

    def await_birth(self, number: int) -> int:
        """Wait for the descriptor that stands for a child's process."""
        while number not in self._born:
            try:
                self._take_in(self._receive(_REPLY_SECONDS))
            except TimeoutError as error:
                raise ZygoteGoneError from error
        return self._born[number]

    def await_end(self, number: int, timeout: float) -> End:
        """Wait until a child has ended.

        Raises:
            TimeoutError: It has not, in time.
            ZygoteGoneError: The zygote died.
        """
        deadline = time.monotonic() + timeout
        while number not in self._ends:
            self._take_in(self._receive(deadline - time.monotonic()))
        return self._ends[number]

    def forget(self, number: int) -> None:
        """Let go of a child that was killed."""
        if self._ends.pop(number, None) is None:
            self._forgotten.add(number)
        if self._blueprint.desks:
            clear_desk(self._blueprint.desk(number))
        descriptor = self._born.pop(number, None)
        if descriptor is not None:
            os.close(descriptor)

    def _receive(self, timeout: float) -> dict[str, Any]:
        if self._control.fileno() < 0:  # we hung up
            raise ZygoteGoneError
        if not self._poll.poll(max(0.0, timeout) * 1000):
            raise TimeoutError
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, 1 << 12, 1)
        except OSError as error:
            raise ZygoteGoneError from error
        if not message:
            raise ZygoteGoneError
        fields: dict[str, Any] = json.loads(message)
        if descriptors:
            fields["descriptor"] = descriptors[0]
        return fields

    def _take_in(self, fields: dict[str, Any]) -> None:
        if "ready" in fields:
            self._interpreter.is_warm = True
        elif "born" in fields:
            self._born[fields["born"]] = fields["descriptor"]
        elif fields["dead"] in self._forgotten:
            self._forgotten.discard(fields["dead"])
        else:
            code = os.waitstatus_to_exitcode(fields["status"])
            self._ends[fields["dead"]] = End(code, fields["cpu_seconds"], fields["peak_kib"])

    def peak_kib(self, number: int) -> int:
        """The most memory a child had resident, as far as can be told."""
        if number in self._ends:
            return self._ends[number].peak_kib
        try:
            return peak_kib(_pid_of(self.await_birth(number)))
        except ZygoteGoneError:
            return 0

    def hang_up(self) -> None:
        """Have it end; see `Nursery`."""
        self._interpreter.hang_up()

    def close(self) -> None:
        """End the zygote, and with it all its children; waits until they are gone."""
        self._interpreter.close()
        if self._blueprint.desks:
            clear_desk(self._blueprint.desks)
        for descriptor in self._born.values():
            os.close(descriptor)
        self._born.clear()


class _Forked:
    """Power over one fork of a zygote."""

    def __init__(self, zygote: Zygote, number: int) -> None:
        self._zygote = zygote
        self._number = number

    def signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._zygote.await_birth(self._number), number)

    def kill(self) -> None:
        with suppress(ZygoteGoneError):  # then its children are gone, too
            self.signal(signal.SIGKILL)

    def wait(self, timeout: float) -> End:
        return self._zygote.await_end(self._number, timeout)

    def place(self, files: Mapping[str, bytes]) -> None:
        self._zygote.place(self._number, files)

    def peak_kib(self) -> int:
        return self._zygote.peak_kib(self._number)

    def close(self) -> None:
        self._zygote.forget(self._number)


def _failed(why: object) -> SandboxError:
    return SandboxError(f"sandbox: wanted a warm process, it failed: {why}")


def _with_desks(blueprint: Blueprint) -> Blueprint:
    """Make room for the files of children that have no file system of their own."""
    if blueprint.walls.namespaces:
        return blueprint
    desks = os.path.realpath(tempfile.mkdtemp(prefix="grader-"))
    if os.geteuid() == 0:
        os.chmod(desks, 0o711)  # noqa: S103, PTH101 - to enter, not to look around
    return blueprint._replace(desks=desks)


def _pid_of(handle: int) -> int:
    """The process a descriptor stands for; -1 if it has ended."""
    with open(f"/proc/self/fdinfo/{handle}", "rb") as file:  # noqa: PTH123 - once a submission
        return int(file.read().rpartition(b"\nPid:\t")[2].split()[0])
