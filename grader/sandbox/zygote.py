"""The warm process: imports NumPy and torch once, and forks a walled child whenever it is told to.

It runs no student code, does no work beyond importing, holds nothing secret and stays
single-threaded, so that a fork of it is a clean start. Submissions never pass through it: the host
hands over a socket for each child, and keeps the other end.

Control messages are one JSON object each, on a socket that keeps them apart. It ends when that
socket closes, and everything it started ends with it.
"""

import gc
import importlib
import json
import mmap
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from grader.sandbox import linux, root
from grader.sandbox.blueprint import Blueprint
from grader.sandbox.desk import clear_desk
from grader.sandbox.environment import environment
from grader.sandbox.inside import child
from grader.sandbox.inside.progress import PROGRESS_BYTES
from grader.sandbox.walls import Materials, gather, lock_down, rules_user_ids, seal

LOCK_DOWN_FAILED = 97
"""Exit status of a child that could not be walled off; what counts is that it never got ready."""

CHANNEL = 3
"""The one descriptor a child keeps, next to its input and output."""

_NUMPY = ("numpy", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma", "numpy.polynomial")
_TORCH = (
    *("torch", "torch.nn.functional", "torch.optim", "torch._dynamo", "torch.func"),
    *("torch.distributions", "torch.utils.data", "torch.fx"),
)
_STANDARD = (
    *("cmath", "copy", "csv", "decimal", "difflib", "fractions", "heapq", "inspect", "itertools"),
    *("logging", "pickle", "random", "re", "statistics", "string", "tempfile", "textwrap"),
    *("traceback", "typing", "unittest", "uuid", "warnings", "collections.abc", "dataclasses"),
)
_HUGE_PAGE = 2 << 20

_IF_INSTALLED = ("matplotlib.pyplot",)
"""What notebooks import first: slow enough that each submission would notice; starts no thread."""


def main() -> None:
    """Serve until the control socket closes.

    `sys.argv` gives its descriptor, what to import before it is told anything, and `sys.path` as a
    student's code will find it.
    """
    descriptor, libraries, *search = sys.argv[2:]
    control = socket.socket(fileno=int(descriptor))
    sys.path[:] = search  # before the first library, which will be the student's
    _import_if_installed(tuple(filter(None, libraries.split(","))))
    message = control.recv(1 << 16)
    if not message:  # nobody wanted it in the end
        return
    blueprint = Blueprint.from_json(message)
    if blueprint.desks:
        os.environ.update(environment(blueprint.desks))
    is_root = rules_user_ids(blueprint.first_uid)
    own_namespace = -1
    if blueprint.walls.namespaces:
        root.enter(blueprint, on_leave=control.close)
        own_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY)
    if blueprint.libraries is None:
        _warm_up(torch=blueprint.torch)
    else:
        _import_if_installed(blueprint.libraries)
    gc.freeze()  # or the first collection in each child would copy every page of the heap
    materials = gather(blueprint, is_root=is_root)
    _insist_on_one_thread()
    _Forker(control, materials, own_namespace).serve()


def _warm_up(*, torch: bool) -> None:
    """Import what submissions import, and touch what torch sets up on first use.

    No backward pass and nothing parallel: both start threads, which a fork would lose.
    """
    for name in (*_NUMPY, *_STANDARD, *(_TORCH if torch else ())):
        importlib.import_module(name)
    _import_if_installed(_IF_INSTALLED)
    if torch:
        library = sys.modules["torch"]
        library.set_num_threads(1)
        with library.no_grad():
            library.nn.functional.conv2d(library.zeros(1, 1, 5, 5), library.zeros(1, 1, 3, 3))
            library.zeros(2, 2) @ library.zeros(2, 2)
        library.manual_seed(0)
        library.nn.Linear(2, 2)
    gc.collect()
    _collapse_heap()


def _import_if_installed(names: tuple[str, ...]) -> None:
    for name in names:
        with suppress(Exception):  # a broken installation is for the student's code to meet
            importlib.import_module(name)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)


def _insist_on_one_thread() -> None:
    """Rather fork nothing than a process whose other threads are lost, locks and all.

    Raises:
        SystemExit: A library started one. What has no traceback is what the host will say.
    """
    tasks = len(list(Path("/proc/self/task").iterdir()))
    if tasks != 1:
        raise SystemExit(f"wanted one thread to fork, found {tasks}")


def _collapse_heap() -> None:
    """Hold the heap in huge pages, as far as the kernel will.

    Forking copies one table entry a page, and ending a child drops one: with 55,000 small pages
    that is most of what a submission costs.
    """
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        places, rights, _, _, inode, *name = line.split(maxsplit=5)
        start, end = (int(place, 16) for place in places.split("-"))
        anonymous = inode == "0" and name in ([], ["[heap]"])
        if rights == "rw-p" and anonymous and end - start >= _HUGE_PAGE:
            with suppress(OSError):  # an older kernel, or no huge page to be had
                linux.collapse_pages(start, end - start)


class _Forker:
    """Forks children on request and reports their ends."""

    def __init__(self, control: socket.socket, materials: Materials, own_namespace: int) -> None:
        self.control = control
        self.materials = materials
        self.own_namespace = own_namespace
        self.alive: dict[int, tuple[int, int]] = {}
        """By descriptor of the child: its number and its process id."""

    def serve(self) -> NoReturn:
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        with suppress(BrokenPipeError, ConnectionResetError):  # the host was killed
            self.control.send(json.dumps({"ready": True}).encode())
            while self._take_turn(poll):
                pass
        self._end()

    def _take_turn(self, poll: select.poll) -> bool:
        """Wait for orders and for ends; gives whether the host is still there."""
        for descriptor, _ in poll.poll():
            if descriptor != self.control.fileno():
                poll.unregister(descriptor)
                self._bury(descriptor)
                continue
            message, descriptors, _, _ = socket.recv_fds(self.control, 1 << 12, 3)
            if not message:
                return False
            poll.register(self._bear(json.loads(message)["number"], descriptors), select.POLLIN)
        return True

    def _bear(self, number: int, descriptors: list[int]) -> int:
        """Fork one child around its descriptors: channel, output and progress."""
        if self.own_namespace >= 0:
            # The next fork is the first process of a PID namespace of its own.
            linux.setns(self.own_namespace, linux.CLONE_NEWPID)
            linux.unshare(linux.CLONE_NEWPID)
        parent = 0 if self.own_namespace >= 0 else os.getpid()  # as the child sees it
        pid = os.fork()
        if pid == 0:
            _become_child(self.materials, number, descriptors, parent)
        if self.own_namespace >= 0:
            # Forking into a namespace whose first process has ended fails.
            linux.setns(self.own_namespace, linux.CLONE_NEWPID)
        handle = os.pidfd_open(pid)
        self.alive[handle] = number, pid
        born = json.dumps({"born": number}).encode()
        socket.send_fds(self.control, [born], [handle])
        for descriptor in descriptors:
            os.close(descriptor)
        return handle

    def _end(self) -> NoReturn:
        """Leave, after every child."""
        for handle, (_, pid) in self.alive.items():
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            os.waitpid(pid, 0)
        if self.materials.blueprint.desks:  # the host may have been killed
            clear_desk(self.materials.blueprint.desks)
        os._exit(0)

    def _bury(self, handle: int) -> None:
        number, pid = self.alive.pop(handle)
        _, status, usage = os.wait4(pid, 0)
        os.close(handle)
        end = {
            "dead": number,
            "status": status,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_kib": usage.ru_maxrss,
        }
        self.control.send(json.dumps(end).encode())


def _become_child(
    materials: Materials, number: int, descriptors: list[int], parent: int
) -> NoReturn:
    """Be the child: build the walls, then serve; never returns."""
    channel, output, progress_file = descriptors
    try:
        null = materials.null[0]
        progress = mmap.mmap(progress_file, PROGRESS_BYTES)
        lock_down(materials, number)
        if os.getppid() != parent:  # it ended before its end was ours
            raise ProcessLookupError("the warm process is gone")  # noqa: TRY301 - as any other failure
        for source, target in ((null, 0), (output, 1), (output, 2)):
            os.dup2(source, target)
        os.dup2(channel, CHANNEL)
        linux.close_from(CHANNEL + 1)
        seal(materials)
    except BaseException as error:  # noqa: BLE001 - whatever it is, no student code may run
        with suppress(OSError):
            os.write(output, f"{type(error).__name__}: {error}".encode())
        os._exit(LOCK_DOWN_FAILED)
    gc.enable()
    child.serve(CHANNEL, CHANNEL, progress)
