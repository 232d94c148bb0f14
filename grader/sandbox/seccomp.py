"""Which system calls a student's process may make, as a classic BPF program.

An allow-list: a call not named here fails with EPERM, which Python reports as `PermissionError` and
most libraries survive. Calls that only an attack makes end the process. No call that starts a
process is allowed, so that one limit and one kill cover all a submission ever is.

The program is a balanced tree over call numbers. The kernel runs a new filter once for each of some
450 numbers to learn which are always allowed; on a list of 290 steps that was most of its cost.
"""

import errno
import platform
import struct

from grader.sandbox.syscall_numbers import NUMBERS

_AUDIT_ARCH = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}

_ALLOW = 0x7FFF_0000
_KILL = 0x8000_0000
_DENY = 0x0005_0000 | errno.EPERM
_ABSENT = 0x0005_0000 | 38  # ENOSYS on Linux; `errno` differs elsewhere


def _names(table: str) -> frozenset[str]:
    return frozenset(table.split())


_ALWAYS = _names(
    """
    read write readv writev pread64 pwrite64 preadv pwritev close close_range lseek dup dup2
    dup3 fstat newfstatat stat lstat statx fstatfs statfs access faccessat faccessat2
    readlink readlinkat getcwd chdir fchdir getdents getdents64 pipe pipe2
    copy_file_range sendfile mmap mprotect munmap mremap madvise brk mincore msync
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait
    sigaltstack poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait
    epoll_pwait eventfd2 timerfd_create timerfd_settime timerfd_gettime getitimer setitimer
    alarm pause timer_create timer_settime timer_gettime timer_delete mkdir mkdirat unlink
    unlinkat rmdir rename renameat renameat2 ftruncate fallocate fsync fdatasync fadvise64
    umask getpid getppid gettid getuid geteuid getgid getegid getgroups getresuid getresgid
    getpgrp getpgid getsid uname sysinfo getrusage times getrlimit getpriority wait4 waitid
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time getcpu getrandom
    futex futex_waitv set_robust_list get_robust_list set_tid_address rseq restart_syscall
    exit exit_group arch_prctl membarrier sched_yield sched_getaffinity sched_getparam
    sched_getscheduler sched_get_priority_max sched_get_priority_min
    """
)

_METADATA = _names(
    """
    symlink symlinkat link linkat chmod fchmod fchmodat utime utimensat truncate
    """
)
"""Allowed only where the whole file system is private: Landlock does not cover metadata."""

_ATTACKS = _names(
    """
    ptrace process_vm_readv process_vm_writev bpf perf_event_open userfaultfd kcmp
    io_uring_setup io_uring_enter io_uring_register mount umount2 pivot_root chroot unshare
    setns fsopen fsmount fspick move_mount open_tree mount_setattr open_by_handle_at
    name_to_handle_at quotactl acct swapon swapoff kexec_load kexec_file_load init_module
    finit_module delete_module reboot syslog keyctl add_key request_key settimeofday
    clock_settime adjtimex clock_adjtime iopl ioperm modify_ldt lookup_dcookie
    """
)

_CLONE_THREAD = 0x0001_0000
_CLONE_NEW_ANY = 0x7E02_0080
_AF_UNIX = 1
_O_TRUNC = 0o1000
_HARMLESS_FCNTL = (0, 1, 2, 3, 4, 1030, 1032, 1034)
"""Duplicate, flags of descriptor and file, size of a pipe, seals. Others lock files, or have the
kernel send signals to a process of one's choice."""

_HARMLESS_IOCTL = (0x5401, 0x802C_542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal, how large, bytes to read, blocking, close on exec. Others change inodes, type
into terminals, or have signals sent."""

_HARMLESS_PRCTL = (3, 15, 16, 23, 0x53564D41)
"""Get dumpable, set and get name, read the bounding set, name a mapping (glibc does)."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _GOTO, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x05, 0x06

_Step = tuple[int, int, int, int]
"""Code, jump if true, jump if false, operand."""


def _return(action: int) -> _Step:
    return (_RETURN, 0, 0, action)


def _argument(index: int, *, high: bool = False) -> _Step:
    """Load half of a call's argument; both machines are little-endian."""
    return (_LOAD, 0, 0, 16 + 8 * index + (4 if high else 0))


def _one_of(values: tuple[int, ...], then: int, otherwise: int) -> list[_Step]:
    steps = [step for value in values for step in ((_EQUAL, 0, 1, value), _return(then))]
    return [*steps, _return(otherwise)]


def _only_zero(*loads: _Step) -> list[_Step]:
    steps = [step for load in loads for step in (load, (_EQUAL, 1, 0, 0), _return(_DENY))]
    return [*steps, _return(_ALLOW)]


def _no_truncation_by_readers(flags: _Step) -> list[_Step]:
    """Emptying a file needs it open for writing: Landlock before version 3 asks only for that.

    The two lowest bits say how it is opened; only 1 and 2, not 0 or 3, are for writing.
    """
    return [
        flags,
        (_ANY_BIT, 0, 3, _O_TRUNC),
        (_ANY_BIT, 0, 1, 1),
        (_ANY_BIT, 2, 1, 2),
        (_ANY_BIT, 0, 1, 2),
        _return(_ALLOW),
        _return(_DENY),
    ]


def _special() -> dict[str, list[_Step]]:
    """Calls whose arguments decide, each ending in a return."""
    return {
        "clone": [
            _argument(0),
            (_ANY_BIT, 0, 1, _CLONE_NEW_ANY),
            _return(_DENY),
            (_ANY_BIT, 0, 1, _CLONE_THREAD),
            _return(_ALLOW),
            _return(_DENY),
        ],
        # Its flags lie in memory, where a filter cannot look; glibc falls back to clone.
        "clone3": [_return(_ABSENT)],
        "prctl": [_argument(0), *_one_of(_HARMLESS_PRCTL, _ALLOW, _DENY)],
        "socketpair": [_argument(0), *_one_of((_AF_UNIX,), _ALLOW, _DENY)],
        "ioctl": [_argument(1), *_one_of(_HARMLESS_IOCTL, _ALLOW, _DENY)],
        "fcntl": [_argument(1), *_one_of(_HARMLESS_FCNTL, _ALLOW, _DENY)],
        "open": _no_truncation_by_readers(_argument(1)),
        "openat": _no_truncation_by_readers(_argument(2)),
        # Reading one's own limits only: process 0, no new limit.
        "prlimit64": _only_zero(_argument(0), _argument(2), _argument(2, high=True)),
    }


def compile_filter(*, private_files: bool) -> bytes:
    """Build the program for this machine.

    Args:
        private_files: The process has a file system of its own, so that changing metadata in it
            concerns nobody else.

    Raises:
        OSError: There is no table of system calls for this machine.
    """
    machine = platform.machine()
    if machine not in _AUDIT_ARCH or not NUMBERS:
        raise OSError(errno.ENOSYS, f"no system call table for {machine}")
    steps: list[_Step] = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, _AUDIT_ARCH[machine]),
        _return(_KILL),
        (_LOAD, 0, 0, 0),
    ]
    if machine == "x86_64":  # the x32 numbering would slip past the tree
        steps += [(_AT_LEAST, 0, 1, 0x4000_0000), _return(_ABSENT)]
    steps += _tree(_leaves(private_files=private_files))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _leaves(*, private_files: bool) -> list[tuple[int, list[_Step]]]:
    """What to do from each number on, up to the next one listed; ascending from 0."""
    actions: dict[int, list[_Step]] = {}
    for name in _ALWAYS | (_METADATA if private_files else frozenset()):
        if name in NUMBERS:
            actions[NUMBERS[name]] = [_return(_ALLOW)]
    for name in _ATTACKS & NUMBERS.keys():
        actions[NUMBERS[name]] = [_return(_KILL)]
    for name, body in _special().items():
        if name in NUMBERS:
            actions[NUMBERS[name]] = body
    deny = [_return(_DENY)]
    leaves: list[tuple[int, list[_Step]]] = []
    for number in range(max(actions) + 2):
        body = actions.get(number, deny)
        if not leaves or leaves[-1][1] != body:
            leaves.append((number, body))
    return leaves


def _tree(leaves: list[tuple[int, list[_Step]]]) -> list[_Step]:
    if len(leaves) == 1:
        return leaves[0][1]
    middle = len(leaves) // 2
    below, above = _tree(leaves[:middle]), _tree(leaves[middle:])
    # Conditional jumps reach 255 steps; an unconditional one carries the long way.
    return [(_AT_LEAST, 0, 1, leaves[middle][0]), (_GOTO, 0, 0, len(below)), *below, *above]
