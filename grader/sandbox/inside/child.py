"""The child's loop: read the module, then answer requests, one frame each."""

import faulthandler
import mmap
import os
import signal
import sys
from contextlib import suppress

# by themselves: a student's code may give `time` other ones
from time import monotonic, perf_counter
from typing import Any, NoReturn, cast

from grader.sandbox import wire
from grader.sandbox.inside import answers, guard
from grader.sandbox.inside.module import Module
from grader.sandbox.inside.progress import LAYOUT
from grader.sandbox.inside.raised import OUT_OF_MEMORY, ran_out_of_memory
from grader.sandbox.inside.seeding import seed_generators
from grader.sandbox.limits import RESERVE_MIB
from grader.sandbox.wire import Frame, Kind

_CHUNK = 1 << 18


def serve(reading: int, writing: int, progress: mmap.mmap) -> NoReturn:
    """Answer until the host hangs up or ends this process.

    Args:
        reading: Descriptor to read frames from.
        writing: Descriptor to write frames to.
        progress: The page laid out in `grader.sandbox.inside.progress`.
    """
    try:
        _Server(reading, writing, progress).run()
    except BaseException as error:  # noqa: BLE001 - whatever the student's code did to us
        # Not through the frames of whoever forked us, nor through what runs at exit.
        with suppress(BaseException):
            os.write(2, f"the process cannot go on: {type(error).__name__}\n".encode())
        os._exit(1)


class _Server:
    """The two directions of the channel, and the module once it is read."""

    def __init__(self, reading: int, writing: int, progress: mmap.mmap) -> None:
        self.reading = reading
        self.writing = writing
        self.progress = progress
        self.buffer = bytearray()
        self.module: Module | None = None
        self.flood = sys.maxsize
        self.reserve: bytes | None = bytes(RESERVE_MIB << 20)  # unlike a bytearray, never touched

    def run(self) -> NoReturn:
        guard.install()
        for stream in (sys.stdout, sys.stderr):
            # By line, so that what was printed before a crash is not lost, and is in order.
            cast("Any", stream).reconfigure(errors="backslashreplace", line_buffering=True)
        _write_down_where_it_ends()
        self.write(Frame(Kind.READY, 0, None))
        while True:
            frame = self.read()
            if frame.kind is Kind.LOAD:
                self.write(self._load(frame))
            elif self.module is not None:
                start = perf_counter()
                head, body = self._answer(self.module, frame)
                took = perf_counter() - start
                printed = self._printed_within_limit()
                self.write(Frame(Kind.ANSWER, frame.number, (*head, took, printed), body))

    def _answer(self, module: Module, frame: Frame) -> answers.Answer:
        try:
            head, body = answers.answer(module, frame.head, frame.body)
        except MemoryError:  # not enough even to say so
            self.reserve = None
            return ("raised", OUT_OF_MEMORY), b""
        if head[0] == "raised" and ran_out_of_memory(head[1]):
            self.reserve = None
        return head, body

    def read(self) -> Frame:
        while (frame := wire.unpack(self.buffer)) is None:
            part = os.read(self.reading, _CHUNK)
            if not part:
                os._exit(0)
            self.buffer += part
        return frame

    def write(self, frame: Frame) -> None:
        rest = memoryview(wire.pack(frame))
        while rest:
            rest = rest[os.write(self.writing, rest) :]

    def _load(self, frame: Frame) -> Frame:
        entry, scratch, seed, files, skipped, stop, self.flood, stubs = cast("Any", frame.head)
        seed_generators(seed)
        contents = {}
        position = 0
        for name, size in files:
            contents[name] = frame.body[position : position + size]
            position += size
        self.module = Module(scratch, entry, contents, stubs)
        told = self.module.read(frozenset(skipped), stop, self._note)
        raised = [cast("Any", each)[4] for each in told if cast("Any", each)[0] == "raised"]
        if any(map(ran_out_of_memory, raised)):
            self.reserve = None
        return Frame(Kind.LOADED, frame.number, ([*told], printed_so_far()))

    def _note(self, statement: int, line: int, last_line: int, cell: int) -> None:
        self._printed_within_limit()
        LAYOUT.pack_into(self.progress, 0, statement, line, last_line, cell, monotonic())

    def _printed_within_limit(self) -> int:
        """How much was printed; too much, and this process ends where it happened.

        The host watches, too, but a burst can be over between two of its glances.
        """
        printed = printed_so_far()
        if printed > self.flood:
            os._exit(0)
        return printed


def _write_down_where_it_ends() -> None:
    """On a fault, and when the host asks, put the stack on standard error; even from C code."""
    faulthandler.enable(sys.stderr, all_threads=False)
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGUSR1, sys.stderr, all_threads=False)


def printed_so_far() -> int:
    """How long the output is: everything before belongs to this answer or an earlier one."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):  # the student may have closed or replaced them
            stream.flush()
    try:
        return os.lseek(1, 0, os.SEEK_END)
    except OSError:
        return 0
