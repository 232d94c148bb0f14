"""One child as the host sees it: talk to it, read what it printed, end it.

It says nothing about what an end means; `grader.sandbox.verdict` does.
"""

import os
import re
import signal
import time

from grader.record import Record
from grader.sandbox import wire
from grader.sandbox.environment import SCRATCH
from grader.sandbox.handle import Handle
from grader.sandbox.inside.progress import LAYOUT
from grader.sandbox.limits import Limits
from grader.sandbox.line import Line
from grader.sandbox.wire import Frame, Kind
from grader.values import WireError

DUMP_SIGNAL = getattr(signal, "SIGUSR1", None)
"""Makes a child write down where it is; absent on Windows."""

_GLANCE_S = 0.1
"""How often the length of the output is looked at while waiting."""

_LAST_LOOK_S = 0.1
"""For taking in what had been sent before there was trouble."""

_BREATH_S = 0.01
"""For a thread of ours to hand over what it has read."""

_DUMP_WAIT_S = 0.25
_STILL_LOOKS = 3
"""Looks at the output that find it no longer before a dump is taken to be complete."""

_NOISE = re.compile(
    r"^Error in cpuinfo: failed to parse processor information from /proc/cpuinfo\n", re.MULTILINE
)
"""What a library of torch's says inside the walls, which no student has printed."""

_MAX_DUMP = 1 << 16
_DUMP_LINE = re.compile(
    rb'^  File "([^"\n]{1,500})", line (\d{1,9}) in ([^\n]{1,200})$', re.MULTILINE
)


class DeadlineError(Exception):
    """The child did not answer in time."""


class HungUpError(Exception):
    """The child's end of the channel closed: it is dead or dying."""


class FloodError(Exception):
    """The child printed more than it may."""


class Spot(Record, frozen=True):
    """A line some process was executing: full file name, line, function."""

    file: str
    line: int
    function: str


class Stand(Record, frozen=True):
    """How far the reading of a module has come."""

    number: int = 0
    """Of the statement, from 1; 0 for none."""

    line: int = 0
    last_line: int = 0
    cell: int = 0
    """Of a notebook, from 0."""

    began: float = 0.0
    """When, by the monotonic clock."""

    def ran(self, most: float) -> float:
        """Seconds since it began; the process may claim anything from 0 to `most`."""
        ran = time.monotonic() - self.began
        return min(ran, most) if ran >= 0 else 0.0


class Child:
    """A live child. Whoever holds one must `discard` it."""

    def __init__(
        self,
        handle: Handle,
        line: Line,
        output: int,
        progress: int,
        *,
        scratch: str,
        limits: Limits,
    ) -> None:
        """Take charge of a child.

        Args:
            handle: Power over its process.
            line: The channel to it.
            output: Descriptor of the file that is its standard output and error.
            progress: Descriptor of the file in which it notes where it is.
            scratch: Where its files seem to lie.
            limits: How much of its output to keep, and how much to bear.
        """
        self.handle = handle
        self.scratch = scratch
        self._line = line
        self._output = output
        self._progress = progress
        self._limits = limits
        self._ready = False
        self._marked = 0
        """Length of the output that belongs to requests already answered."""

    def send(self, frame: Frame) -> None:
        """Put one frame on its way."""
        self._line.queue(wire.pack(frame))

    def next_frame(self, kind: Kind, number: int, seconds: float) -> Frame:
        """Wait for the answer to one request, until it has arrived in full.

        An answer that was sent before the trouble began is taken: what a child does next is not the
        fault of the request before.

        Raises:
            DeadlineError: None came within `seconds`.
            HungUpError: The child closed the channel.
            FloodError: It prints without end.
            WireError: What came is no answer to this request.
        """
        deadline = time.monotonic() + seconds
        while (frame := wire.unpack(self._line.incoming)) is None:
            trouble = self._listen(deadline)
            if trouble is None:
                continue
            frame = self._sent_before(0 if isinstance(trouble, DeadlineError) else _BREATH_S)
            if frame is None:
                raise trouble
            break
        if frame.kind is not kind or frame.number != number:
            raise WireError(f"wanted {kind.name} {number}, found {frame.kind.name} {frame.number}")
        return frame

    def _listen(self, deadline: float) -> Exception | None:
        """Take in what comes next; gives what is wrong instead, if something is."""
        left = deadline - time.monotonic()
        if self.has_flooded():
            return FloodError()
        if left <= 0:
            return DeadlineError()
        return None if self._line.pump(min(left, _GLANCE_S)) else HungUpError()

    def _sent_before(self, breath: float) -> Frame | None:
        """Take in what is still on the line; a frame, if that completes one."""
        end = time.monotonic() + _LAST_LOOK_S
        arrived = -1
        while arrived < len(self._line.incoming) and time.monotonic() < end:
            arrived = len(self._line.incoming)
            listening = self._line.pump(breath)
            if (frame := wire.unpack(self._line.incoming)) is not None or not listening:
                return frame
        return None

    def await_ready(self, seconds: float) -> bool:
        """Wait for the sign that every wall stands; none of the student's code runs before it."""
        if not self._ready:
            try:
                self.next_frame(Kind.READY, 0, seconds)
            except (DeadlineError, HungUpError, FloodError, WireError):
                return False
            self._ready = True
        return True

    def has_flooded(self) -> bool:
        """Whether it printed more than it may."""
        return self._printed() > self._limits.flood_mib << 20

    def take_printed(self, end: int | None = None) -> str:
        """Read what was printed since the last time.

        Args:
            end: Where the request's output ends, as the child claims; `None` for all there is.
        """
        if end is not None and end <= self._marked:
            return ""
        size = self._printed()
        end = size if end is None else min(end, size)
        kept = min(end - self._marked, self._limits.printed_kib << 10)
        text = _read_at(self._output, kept, self._marked) if kept > 0 else b""
        self._marked = end
        said = text.decode(errors="replace").replace(f"{self.scratch}/", f"{SCRATCH}/")
        return _NOISE.sub("", said)

    def statement(self) -> Stand:
        """Which statement was being read, as the process noted; maybe a lie."""
        noted = _read_at(self._progress, LAYOUT.size, 0).ljust(LAYOUT.size, b"\0")
        return Stand(*LAYOUT.unpack(noted))

    def whereabouts(self) -> tuple[list[Spot], int]:
        """Ask a child that does not answer where it is.

        Returns:
            Its frames, outermost first, and where its own output ended.
        """
        before = self._printed()
        if DUMP_SIGNAL is None or self.has_flooded():
            return [], before
        self.handle.signal(DUMP_SIGNAL)
        deadline = time.monotonic() + _DUMP_WAIT_S
        size, still = before, 0
        while time.monotonic() < deadline and still < _STILL_LOOKS:
            time.sleep(0.002)
            grown, size = self._printed() != size, self._printed()
            still = still + 1 if size > before and not grown else 0
        return self._spots(before, size), before

    def last_words(self) -> tuple[list[Spot], int]:
        """Find where a child was when a fault ended it, and where its own output ended."""
        size = self._printed()
        start = max(self._marked, size - _MAX_DUMP)
        tail = _read_at(self._output, size - start, start)
        cut = tail.rfind(b"Fatal Python error: ")
        return ([], size) if cut < 0 else (self._spots(start + cut, size), start + cut)

    def _spots(self, start: int, end: int) -> list[Spot]:
        dump = _read_at(self._output, min(end - start, _MAX_DUMP), start)
        spots = [
            Spot(file.decode(errors="replace"), int(line), function.decode(errors="replace"))
            for file, line, function in _DUMP_LINE.findall(dump)
        ]
        return spots[::-1]

    def _printed(self) -> int:
        return os.fstat(self._output).st_size

    def peak_mib(self) -> float:
        """The most memory it had resident so far; 0 where that cannot be told."""
        return self.handle.peak_kib() / 1024

    def discard(self) -> None:
        """End the process, if it has not ended, and let go of everything."""
        self.handle.kill()
        self._line.close()
        os.close(self._output)
        os.close(self._progress)
        self.handle.close()


def _read_at(descriptor: int, size: int, position: int) -> bytes:
    """Read from a place in a file, which its writer may have made shorter meanwhile."""
    if size <= 0:
        return b""
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, position)
    os.lseek(descriptor, position, os.SEEK_SET)
    return os.read(descriptor, size)  # Windows lacks the one call that does both
