"""Raw Linux system calls that Python has no name for in every version we run on.

Thin: each function is one call, raises `OSError` when the kernel refuses, and decides nothing.
Importable anywhere; only calling it needs Linux.
"""

import ctypes
import errno
import os
import struct

from grader.sandbox.syscall_numbers import NUMBERS

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None

CLONE_NEWNS = 0x0002_0000
CLONE_NEWCGROUP = 0x0200_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47

_MADV_COLLAPSE = 25
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_CAPABILITY_VERSION_3 = 0x2008_0522
_LAST_CAPABILITY = 63
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_VERSION = 1
_LANDLOCK_PATH_BENEATH = 1


def _checked(result: int, what: str) -> int:
    """Raise if a call failed. ``errno`` is read only then: a success leaves it stale."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _libc_call(name: str, *arguments: object) -> int:
    return _checked(int(getattr(_libc, name)(*arguments)), name)


def _system_call(name: str, *arguments: object) -> int:
    number = NUMBERS.get(name)
    if _libc is None or number is None:
        raise OSError(errno.ENOSYS, f"{name}: not known on this machine")
    call = _libc.syscall
    call.restype = ctypes.c_long
    return _checked(int(call(ctypes.c_long(number), *arguments)), name)


def unshare(flags: int) -> None:
    """Leave the namespaces named by ``CLONE_NEW*`` flags for new ones."""
    _libc_call("unshare", ctypes.c_int(flags))


def setns(descriptor: int, kind: int) -> None:
    """Enter the namespace an open ``/proc/*/ns`` file stands for."""
    _libc_call("setns", ctypes.c_int(descriptor), ctypes.c_int(kind))


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    """Attach a file system, or bind a directory, with the arguments of the call of that name."""
    _libc_call(
        "mount",
        source.encode() if source else None,
        os.fsencode(target),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        data.encode() if data else None,
    )


def unmount(target: str) -> None:
    """Detach a mount and everything below it; it ends when nobody uses it."""
    _libc_call("umount2", os.fsencode(target), ctypes.c_int(MNT_DETACH))


def pivot_root(new_root: str, old_root: str) -> None:
    """Make one mount the root and move the old root below it."""
    _system_call("pivot_root", os.fsencode(new_root), os.fsencode(old_root))


def make_readonly(target: str) -> None:
    """Make a mount and all mounts below it read-only, without set-uid bits and devices."""
    attributes = struct.pack("=QQQQ", MS_RDONLY | MS_NOSUID | MS_NODEV, 0, 0, 0)
    _system_call(
        "mount_setattr",
        ctypes.c_int(_AT_FDCWD),
        os.fsencode(target),
        ctypes.c_uint(_AT_RECURSIVE),
        attributes,
        ctypes.c_size_t(len(attributes)),
    )


def prctl(operation: int, argument: int = 0) -> int:
    """Set one property of this process."""
    zero = ctypes.c_ulong(0)
    return _libc_call(
        "prctl", ctypes.c_int(operation), ctypes.c_ulong(argument), zero, zero, zero
    )  # fmt: skip


def drop_capabilities() -> None:
    """Give up every capability, now and for whatever this process might become."""
    try:
        prctl(PR_CAP_AMBIENT, 4)  # clear all
        for capability in range(_LAST_CAPABILITY + 1):
            prctl(PR_CAPBSET_DROP, capability)
    except OSError as error:
        # EINVAL: past the last one this kernel knows. EPERM: we never had the right to drop, and
        # with no_new_privs the bounding set cannot be drawn on anyway.
        if error.errno not in {errno.EINVAL, errno.EPERM}:
            raise
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    _system_call("capset", header, struct.pack("=6I", *[0] * 6))


def close_from(first: int) -> None:
    """Close every descriptor from `first` up."""
    _system_call("close_range", ctypes.c_uint(first), ctypes.c_uint(0xFFFF_FFFF), ctypes.c_uint(0))


def collapse_pages(address: int, size: int) -> None:
    """Gather a mapping's pages into huge ones, now; Linux 6.1 and newer."""
    _libc_call(
        "madvise", ctypes.c_void_p(address), ctypes.c_size_t(size), ctypes.c_int(_MADV_COLLAPSE)
    )


def load_seccomp(program: bytes) -> None:
    """Filter this process's system calls, for good; `program` is classic BPF, 8 bytes a step."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    holder = Program(len(program) // 8, program)
    zero = ctypes.c_ulong(0)
    _libc_call(
        "prctl",
        ctypes.c_int(PR_SET_SECCOMP),
        ctypes.c_ulong(_SECCOMP_MODE_FILTER),
        ctypes.byref(holder),
        zero,
        zero,
    )


def landlock_version() -> int:
    """The Landlock ABI this kernel speaks; 0 if it has none or it is switched off."""
    try:
        return _system_call(
            "landlock_create_ruleset",
            None,
            ctypes.c_size_t(0),
            ctypes.c_uint(_LANDLOCK_VERSION),
        )
    except OSError:
        return 0


def landlock_ruleset(file_rights: int, network_rights: int, scopes: int, version: int) -> int:
    """Open a ruleset that denies these rights wherever no rule grants them.

    Args:
        file_rights: ``LANDLOCK_ACCESS_FS_*`` bits known to `version`.
        network_rights: ``LANDLOCK_ACCESS_NET_*`` bits; used from version 4.
        scopes: ``LANDLOCK_SCOPE_*`` bits; used from version 6.
        version: What `landlock_version` says, or less.
    """
    attributes = struct.pack("=Q", file_rights)
    if version >= 4:
        attributes += struct.pack("=Q", network_rights)
    if version >= 6:
        attributes += struct.pack("=Q", scopes)
    return _system_call(
        "landlock_create_ruleset",
        attributes,
        ctypes.c_size_t(len(attributes)),
        ctypes.c_uint(0),
    )


def landlock_allow(ruleset: int, path_descriptor: int, rights: int) -> None:
    """Grant rights on a file, or on a directory and everything below it."""
    _system_call(
        "landlock_add_rule",
        ctypes.c_int(ruleset),
        ctypes.c_int(_LANDLOCK_PATH_BENEATH),
        struct.pack("=Qi", rights, path_descriptor),
        ctypes.c_uint(0),
    )


def landlock_restrict(ruleset: int) -> None:
    """Hold this process to a ruleset, for good."""
    _system_call("landlock_restrict_self", ctypes.c_int(ruleset), ctypes.c_uint(0))
