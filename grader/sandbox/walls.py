"""Lock one child process down, for good. The order of the steps is the design.

Runs in a fresh fork of the zygote before any student code. Every step either succeeds or raises:
there is no "continue with less". The caller turns a raise into a fault of ours.
"""

import os
import resource
import signal
from pathlib import Path
from typing import NamedTuple

from grader.sandbox import linux
from grader.sandbox.blueprint import Blueprint
from grader.sandbox.environment import SCRATCH
from grader.sandbox.limits import RESERVE_MIB, Limits
from grader.sandbox.seccomp import compile_filter

_FS_EXECUTE = 1
_FS_WRITE_FILE = 2
_FS_READ_FILE = 4
_FS_READ_DIR = 8
_FS_MAKE_CHAR = 1 << 6
_FS_MAKE_SOCK = 1 << 9
_FS_MAKE_BLOCK = 1 << 11
_FS_VERSION_1 = (1 << 13) - 1
_FS_REFER, _FS_TRUNCATE, _FS_IOCTL = 1 << 13, 1 << 14, 1 << 15
_ON_FILES = _FS_EXECUTE | _FS_WRITE_FILE | _FS_READ_FILE | _FS_TRUNCATE | _FS_IOCTL
_NET_ALL = 0b11
_SCOPE_ALL = 0b11

_DEVICES_READ = ("/dev/zero", "/dev/random", "/dev/urandom")
_NOBODY = 65534
USER_IDS = 65536
"""How many user ids a zygote of root's takes for its children."""

_MIB = 1 << 20
_SHARED_SLACK_MIB = 256
"""Address space beyond the memory limit, for stacks and libraries that are mapped and not used."""


class Materials(NamedTuple):
    """What all children of one zygote share, made once while it is warm and single-threaded."""

    blueprint: Blueprint
    filter: bytes
    landlock: int
    """Version of Landlock; 0 if that wall is not wanted."""

    read_only: tuple[tuple[int, int], ...]
    """Open paths a child may read, and with which Landlock rights."""

    null: tuple[int, int]
    """The null device, open, and the rights on it."""

    address_space: int
    """Bytes of the warm process, to which the memory limit is added."""

    data: int
    is_root: bool
    """The zygote is the machine's root, mapped to a private range if it has namespaces."""


def gather(blueprint: Blueprint, *, is_root: bool) -> Materials:
    """Prepare what every child needs, so that a fork pays only for what must be its own."""
    landlock = linux.landlock_version() if blueprint.walls.landlock else 0
    if blueprint.walls.landlock and not landlock:
        raise OSError("Landlock: wanted by this level, not there")
    known = _known_rights(landlock)
    reading = (_FS_EXECUTE | _FS_READ_FILE | _FS_READ_DIR) & known
    paths = [*blueprint.readable, *_DEVICES_READ] if landlock else []
    usage = _memory_usage()
    return Materials(
        blueprint=blueprint,
        filter=compile_filter(private_files=blueprint.walls.namespaces)
        if blueprint.walls.seccomp
        else b"",
        landlock=landlock,
        read_only=tuple(
            (os.open(path, os.O_PATH), reading if Path(path).is_dir() else reading & _ON_FILES)
            for path in paths
            if Path(path).exists()
        ),
        null=(os.open("/dev/null", os.O_RDWR), (_FS_READ_FILE | _FS_WRITE_FILE) & known),
        address_space=usage["VmSize"],
        data=usage["VmData"],
        is_root=is_root,
    )


def _memory_usage() -> dict[str, int]:
    """Sizes of this process in bytes, by the kernel's names for them."""
    sizes = {}
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        name, _, rest = line.partition(":")
        if rest.endswith(" kB"):
            sizes[name] = int(rest.split()[0]) * 1024
    return sizes


def _known_rights(version: int) -> int:
    rights = _FS_VERSION_1 if version else 0
    for since, right in ((2, _FS_REFER), (3, _FS_TRUNCATE), (5, _FS_IOCTL)):
        rights |= right if version >= since else 0
    return rights


def rules_user_ids(first: int) -> bool:
    """Whether we are root over a whole range of user ids, not just called so in a namespace."""
    if os.geteuid() != 0:
        return False
    for line in Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines():
        start, _, count = map(int, line.split())
        if start <= first and first + USER_IDS <= start + count:
            return True
    return False


def lock_down(materials: Materials, slot: int) -> None:
    """Build every wall around this process; afterwards it is a stranger's.

    Args:
        materials: What the zygote prepared.
        slot: Tells apart children that are alive at the same time; picks the user id.
    """
    blueprint = materials.blueprint
    walls = blueprint.walls
    os.setsid()
    ruleset = -1
    own = os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY)  # before /proc is hidden
    write_into(own, "oom_score_adj", "1000")  # if memory is short, end this one
    if walls.namespaces:
        _private_files(blueprint.limits)
    desk = blueprint.desk(slot)
    if desk:
        os.chdir(desk)
    if walls.landlock:
        ruleset = _build_ruleset(materials, desk)
    if walls.limits:
        _limit(blueprint.limits, materials)
    _become_nobody(materials, slot, own)
    os.close(own)
    if walls.limits:
        # After the change of user: the kernel counts threads per user, and per user namespace.
        _cap(resource.RLIMIT_NPROC, blueprint.limits.threads)
    if walls.landlock or walls.seccomp:
        linux.drop_capabilities()
        linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    # Changing credentials clears it, so not earlier.
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    if walls.landlock:
        linux.landlock_restrict(ruleset)
        os.close(ruleset)


def seal(materials: Materials) -> None:
    """Close the last wall, once the descriptors are in their places."""
    if materials.filter:
        linux.load_seccomp(materials.filter)


def _private_files(limits: Limits) -> None:
    """Give the child its own scratch, and nothing where process information was.

    It shares the zygote's network namespace, which is empty: making one costs as much as all the
    other walls together, and the filter allows no socket anyway.
    """
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC)
    quiet = linux.MS_NOSUID | linux.MS_NODEV
    size = f"size={limits.scratch_mib}m,nr_inodes={limits.scratch_files},mode=1777"
    linux.mount("scratch", SCRATCH, "tmpfs", quiet, size)
    linux.mount(
        "nothing", "/proc", "tmpfs", quiet | linux.MS_RDONLY, "size=4k,nr_inodes=1,mode=555"
    )


def _build_ruleset(materials: Materials, desk: str) -> int:
    """Grant what is to be read and, if files are private, writing to the desk: else reading it."""
    rights = _known_rights(materials.landlock)
    ruleset = linux.landlock_ruleset(rights, _NET_ALL, _SCOPE_ALL, materials.landlock)
    for descriptor, granted in (*materials.read_only, materials.null):
        linux.landlock_allow(ruleset, descriptor, granted)
    if desk:
        special = _FS_EXECUTE | _FS_MAKE_CHAR | _FS_MAKE_SOCK | _FS_MAKE_BLOCK | _FS_IOCTL
        private = materials.blueprint.walls.namespaces
        granted = rights & ~special if private else _FS_READ_FILE | _FS_READ_DIR
        descriptor = os.open(desk, os.O_PATH)
        linux.landlock_allow(ruleset, descriptor, granted)
        os.close(descriptor)
    return ruleset


def _cap(kind: int, value: int) -> None:
    """Set a limit, soft and hard, but never above what this process was given."""
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _limit(limits: Limits, materials: Materials) -> None:
    memory = (limits.memory_mib + RESERVE_MIB) * _MIB
    _cap(resource.RLIMIT_DATA, materials.data + memory)
    # DATA does not see shared anonymous mappings; the address space does.
    mapped = (limits.mapped_mib + _SHARED_SLACK_MIB) * _MIB
    _cap(resource.RLIMIT_AS, materials.address_space + memory + mapped)
    # Soft equal to hard: the first process of a PID namespace ignores the gentler signal.
    _cap(resource.RLIMIT_CPU, limits.cpu_seconds)
    _cap(resource.RLIMIT_FSIZE, max(limits.file_mib, limits.flood_mib + 1) * _MIB)
    _cap(resource.RLIMIT_NOFILE, limits.files)
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_MEMLOCK, resource.RLIMIT_MSGQUEUE):
        _cap(nothing, 0)
    _cap(resource.RLIMIT_SIGPENDING, 256)


def _become_nobody(materials: Materials, slot: int, own: int) -> None:
    """Take a user id that owns nothing and that nobody else here has, as far as we may.

    Args:
        materials: What the zygote prepared.
        slot: Picks the user id, where there is a range of them.
        own: This process's directory in ``/proc``, open.
    """
    namespaces = materials.blueprint.walls.namespaces
    if materials.is_root:
        uid = 1000 + slot % 60000 if namespaces else _NOBODY
        if namespaces or _reachable_by_all(materials.blueprint):
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
    elif namespaces:
        uid, gid = os.geteuid(), os.getegid()
        linux.unshare(linux.CLONE_NEWUSER)
        write_into(own, "setgroups", "deny")
        write_into(own, "uid_map", f"{_NOBODY} {uid} 1")
        write_into(own, "gid_map", f"{_NOBODY} {gid} 1")


def write_into(directory: int, name: str, text: str) -> None:
    """Write one of the kernel's control files."""
    descriptor = os.open(name, os.O_WRONLY, dir_fd=directory)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _reachable_by_all(blueprint: Blueprint) -> bool:
    """Whether a user without rights can enter every directory on the way to our packages."""
    directories = {parent for path in blueprint.readable for parent in Path(path).parents}
    return all(directory.stat().st_mode & 0o001 for directory in directories)
