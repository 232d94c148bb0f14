"""Our end of the channel to one child: bytes out, bytes in, and never a moment longer than told.

The child may send anything at any speed, or nothing, or refuse to listen; nothing here waits for it
beyond a timeout, and no more is kept than one frame and a read.
"""

import queue
import select
import socket
import threading
from collections import deque
from contextlib import suppress
from typing import BinaryIO, Protocol

_CHUNK = 1 << 20


class Line(Protocol):
    """A channel to one child."""

    incoming: bytearray
    """What has arrived and was not taken yet."""

    def queue(self, data: bytes) -> None:
        """Send this when the child listens."""

    def pump(self, timeout: float) -> bool:
        """Send and receive what can be; waits for something to happen, at most `timeout` seconds.

        Returns:
            Whether the child may still say something.
        """

    def close(self) -> None:
        """Hang up."""


class SocketLine:
    """A socket, watched without blocking."""

    def __init__(self, end: socket.socket) -> None:
        end.settimeout(0)
        self.incoming = bytearray()
        self._socket = end
        self._outgoing: deque[memoryview] = deque()
        self._poll = select.poll()
        self._poll.register(end, select.POLLIN)
        self._writing = False

    def queue(self, data: bytes) -> None:
        """Send this when the child listens."""
        self._outgoing.append(memoryview(data))
        self._send()

    def pump(self, timeout: float) -> bool:
        """Send and receive what can be; see `Line`."""
        for _, events in self._poll.poll(max(0.0, timeout) * 1000):
            if events & select.POLLOUT:
                self._send()
            if events & ~select.POLLOUT and not self._receive():
                return False
        return True

    def _send(self) -> None:
        try:
            while self._outgoing:
                sent = self._socket.send(self._outgoing[0])
                rest = self._outgoing.popleft()[sent:]
                if rest:
                    self._outgoing.appendleft(rest)
        except BlockingIOError:
            pass
        except OSError:  # the child is gone; what it said last is still to be read
            self._outgoing.clear()
        if self._writing != bool(self._outgoing):
            self._writing = not self._writing
            self._poll.modify(
                self._socket, select.POLLIN | (select.POLLOUT if self._writing else 0)
            )

    def _receive(self) -> bool:
        try:
            part = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.incoming += part
        return bool(part)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


class PipeLine:
    """A pair of pipes, watched by threads: works where pipes cannot be polled."""

    def __init__(self, to_child: BinaryIO, from_child: BinaryIO) -> None:
        self.incoming = bytearray()
        self._to_child = to_child
        self._outgoing: queue.Queue[bytes | None] = queue.Queue()
        self._arrived: queue.Queue[bytes] = queue.Queue(maxsize=4)
        self._from_child = from_child
        self._threads = [
            threading.Thread(target=target, daemon=True) for target in (self._write, self._read)
        ]
        for thread in self._threads:
            thread.start()

    def queue(self, data: bytes) -> None:
        """Send this when the child listens."""
        self._outgoing.put(data)

    def pump(self, timeout: float) -> bool:
        """Receive what can be; see `Line`."""
        try:
            part = self._arrived.get(timeout=max(0.0, timeout))
        except queue.Empty:
            return True
        self.incoming += part
        return bool(part)

    def _write(self) -> None:
        with suppress(OSError, ValueError):
            while (data := self._outgoing.get()) is not None:
                self._to_child.write(data)
                self._to_child.flush()

    def _read(self) -> None:
        part = b"x"
        while part:
            try:
                part = self._from_child.read1(_CHUNK)  # type: ignore[attr-defined]  # buffered
            except (OSError, ValueError):
                part = b""
            self._arrived.put(part)

    def close(self) -> None:
        """Hang up; the child must be dead, or the threads would wait for it."""
        self._outgoing.put(None)
        with suppress(queue.Empty):
            while True:
                self._arrived.get_nowait()
        for thread in self._threads:
            thread.join(timeout=5)
        for end in (self._to_child, self._from_child):
            with suppress(OSError):
                end.close()
