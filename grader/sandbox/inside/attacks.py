"""What the self-test runs as if it were a submission: each function tries to get through one wall.

Each gives an empty text if the wall held, else what it got. They go to the kernel directly, past
the courtesies of `grader.sandbox.inside.guard`.
"""

import ctypes
import errno
import os
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)
_AF_UNIX, _AF_INET, _SOCK_STREAM = 1, 2, 1
_CLONE_NEWUSER = 0x1000_0000


def read_file(path: str) -> str:
    """Read a file of the host's."""
    try:
        return f"read {len(Path(path).read_bytes())} bytes"
    except OSError:
        return ""


def see_file(path: str) -> str:
    """Learn that a file of the host's exists."""
    return "saw it" if os.path.lexists(path) else ""


def write_file(path: str) -> str:
    """Write over a file of the host's."""
    try:
        Path(path).write_bytes(b"x")
    except OSError:
        return ""
    return "wrote"


def change_mode() -> str:
    """Touch the mode of a library's file, setting what it is; Landlock alone lets this pass."""
    path = Path(os.__file__)
    try:
        path.chmod(path.stat().st_mode)
    except OSError:
        return ""
    return "changed the mode"


def list_directory(path: str) -> str:
    """Look around on the host."""
    try:
        return f"listed {len(os.listdir(path))} entries"  # noqa: PTH208 - one call, one wall
    except OSError:
        return ""


def read_process(pid: int) -> str:
    """Read the environment of the host's process, and its own of the zygote's making."""
    for name in (f"/proc/{pid}/environ", "/proc/1/environ", "/proc/self/mem"):
        try:
            return f"read {len(Path(name).read_bytes())} bytes"
        except OSError:
            continue
    return ""


def signal_process(pid: int) -> str:
    """Reach the host's process with a signal."""
    return "reached it" if _libc.kill(pid, 0) == 0 else ""


def see_environment(allowed: tuple[str, ...]) -> str:
    """Find something in the environment that is not ours to give."""
    return ", ".join(sorted(os.environ.keys() - set(allowed)))


def fork() -> str:
    """Start a process."""
    pid = _libc.fork()
    if pid == 0:
        os._exit(0)
    return "forked" if pid > 0 else ""


def execute() -> str:
    """Become another program; one that is not there, so that EPERM is the wall's word."""
    _libc.execv(b"/nowhere", None)
    return "" if ctypes.get_errno() == errno.EPERM else "was let through"


def connect() -> str:
    """Open a socket, to the world or to a neighbour."""
    opened = [kind for kind in (_AF_INET, _AF_UNIX) if _libc.socket(kind, _SOCK_STREAM, 0) >= 0]
    return f"opened sockets of family {opened}" if opened else ""  # left open: all is over


def find_descriptors() -> str:
    """Use a descriptor somebody left open."""
    found = []
    for descriptor in range(4, 256):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.append(descriptor)
    return f"found {found}" if found else ""


def take_memory(mib: int) -> str:
    """Allocate more than the limit; never touched, so that nothing is harmed if it works."""
    try:
        return f"allocated {len(bytearray(mib << 20)) >> 20} MiB"
    except MemoryError:
        return ""


def leave_namespace() -> str:
    """Make a system call that ends the process, so nothing is to be returned."""
    return f"returned {_libc.unshare(_CLONE_NEWUSER)}"


def spin() -> None:
    """Never return."""
    while True:
        pass
