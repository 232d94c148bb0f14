"""Wall the zygote itself in: namespaces of its own, and a root with nothing in it but Python.

Runs once, while the process has one thread: one with more cannot leave its user namespace. NumPy
starts none, as long as its linear algebra is told to make do with one (`environment`); so it does
not matter which of the two comes first. What is not bound into the new root does not exist for
anything inside.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from grader.sandbox import linux
from grader.sandbox.blueprint import Blueprint
from grader.sandbox.environment import SCRATCH
from grader.sandbox.walls import USER_IDS, rules_user_ids, write_into

_STAGING = "/sys"
"""A directory every Linux system has and no interpreter lives in; only our view of it changes."""

_DEVICES = ("null", "zero", "random", "urandom")
_PRIVATE = (
    linux.CLONE_NEWUSER | linux.CLONE_NEWNS | linux.CLONE_NEWPID | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS | linux.CLONE_NEWCGROUP
)  # fmt: skip
_QUIET = linux.MS_NOSUID | linux.MS_NODEV


def enter(blueprint: Blueprint, *, on_leave: Callable[[], None]) -> None:
    """Move into new namespaces; returns in their first process, on a read-only root.

    The process that called stays behind as a stub that waits and leaves with the same status.

    Args:
        blueprint: Says what the new root holds.
        on_leave: Called in the stub, to let go of what only the inside may hold.

    Raises:
        OSError: The kernel refused; this machine does not give the level `full`.
    """
    if rules_user_ids(blueprint.first_uid):
        _enter_as_root(blueprint)
    else:
        uid, gid = os.geteuid(), os.getegid()
        linux.unshare(_PRIVATE)
        _map(os.getpid(), f"0 {uid} 1", f"0 {gid} 1", groups="deny")
        _build(blueprint)
    child = os.fork()
    if child:
        on_leave()
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0x7F)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    # Only now is there a first process, and with it a process table to show.
    linux.mount("proc", "/proc", "proc", _QUIET | linux.MS_NOEXEC)
    linux.mount(None, "/", None, linux.MS_REMOUNT | linux.MS_BIND | linux.MS_RDONLY | _QUIET)


def _enter_as_root(blueprint: Blueprint) -> None:
    """As `enter`, for the machine's root: into a range of user ids that own nothing outside."""
    linux.unshare(linux.CLONE_NEWNS)
    _build(blueprint)
    ready_read, ready_write = os.pipe()
    parent = os.getpid()
    mapper = os.fork()  # only a process outside the new namespace may map a range
    if mapper == 0:
        os.close(ready_write)
        if not os.read(ready_read, 1):
            os._exit(1)
        owner = f"0 {blueprint.first_uid} {USER_IDS}"
        try:
            _map(parent, owner, owner, groups="allow")
        except OSError:
            os._exit(1)
        os._exit(0)
    os.close(ready_read)
    try:
        linux.unshare(_PRIVATE)
        os.write(ready_write, b"x")
    finally:
        os.close(ready_write)
        _, status = os.waitpid(mapper, 0)
    if status:
        raise OSError("user ids: wanted a private range, the kernel refused")
    os.setgroups([])
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    # Changing users made us undumpable, and with that our own /proc files somebody else's.
    linux.prctl(linux.PR_SET_DUMPABLE, 1)


def _map(pid: int, uids: str, gids: str, *, groups: str) -> None:
    """Say who the users of a process's namespace are outside, as ``inside outside count``."""
    directory = os.open(f"/proc/{pid}", os.O_RDONLY | os.O_DIRECTORY)
    try:
        write_into(directory, "setgroups", groups)
        write_into(directory, "uid_map", uids)
        write_into(directory, "gid_map", gids)
    finally:
        os.close(directory)


def _build(blueprint: Blueprint) -> None:
    """Make the new root and go there.

    The old process table comes along for now: the kernel mounts a new one only where an old one can
    be seen. The new one will cover it.
    """
    linux.mount(None, "/", None, linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("root", _STAGING, "tmpfs", _QUIET, "size=1m,nr_inodes=2k,mode=755")
    root = Path(_STAGING)
    for name in blueprint.readable:
        _bring(Path(name), root / name.lstrip("/"))
    (root / "dev").mkdir(exist_ok=True)
    for name in _DEVICES:
        _bind(Path("/dev") / name, root / "dev" / name)
    for name in ("proc", SCRATCH.lstrip("/"), ".old"):
        (root / name).mkdir(exist_ok=True)
    # Torch asks for a temporary directory while it is imported.
    linux.mount(
        "warm", str(root / SCRATCH.lstrip("/")), "tmpfs", _QUIET, "size=2m,nr_inodes=64,mode=1777"
    )
    _bind(Path("/proc"), root / "proc")
    linux.pivot_root(_STAGING, f"{_STAGING}/.old")
    os.chdir("/")
    linux.unmount("/.old")
    Path("/.old").rmdir()


def _bring(source: Path, target: Path) -> None:
    """Show one path inside, read-only; a link stays a link."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    _bind(source, target)
    linux.make_readonly(str(target))


def _bind(source: Path, target: Path) -> None:
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.touch()
    linux.mount(str(source), str(target), None, linux.MS_BIND | linux.MS_REC)
