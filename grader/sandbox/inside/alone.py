"""The start of a child that is an interpreter of its own: set what limits there are, and serve."""

import gc
import importlib
import mmap
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from grader.sandbox import linux
from grader.sandbox.blueprint import Blueprint
from grader.sandbox.inside import child
from grader.sandbox.inside.progress import PROGRESS_BYTES
from grader.sandbox.limits import RESERVE_MIB, Limits

_GLANCE_S = 0.5
_LIBRARIES_MIB = 768
"""What importing NumPy and torch takes of the data segment, before the student's own."""


def main() -> None:
    """Serve on standard input and output, which the student's code will not see."""
    _end_with_host()
    base, blueprint = Path(sys.argv[2]), Blueprint.from_json(sys.argv[3].encode())
    reading, writing = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists only there

        for descriptor in (reading, writing):
            msvcrt.setmode(descriptor, os.O_BINARY)
    sys.path[:] = blueprint.search
    sys.argv = [""]
    with (base / "progress").open("r+b") as file:
        progress = mmap.mmap(file.fileno(), PROGRESS_BYTES)
    importlib.import_module("numpy")  # before the limit on memory; torch only if it is wanted
    _limit(blueprint.limits)
    gc.enable()
    child.serve(reading, writing, progress)


def _end_with_host() -> None:
    """Outlive nobody, whatever the student's code is doing when the host dies."""
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    elif sys.platform != "win32":
        threading.Thread(target=_watch_host, args=(os.getppid(),), daemon=True).start()


def _watch_host(host: int) -> None:
    while os.getppid() == host:
        time.sleep(_GLANCE_S)
    os._exit(1)


def _limit(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - exists only on POSIX

    mib = 1 << 20
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, max(limits.file_mib, limits.flood_mib + 1) * mib),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_DATA, (limits.memory_mib + _LIBRARIES_MIB + RESERVE_MIB) * mib),
    ):
        with suppress(OSError, ValueError):  # macOS refuses some; this level promises none
            resource.setrlimit(kind, (value, value))
