"""Leaves answers for the next submission in shared memory, semaphores, queues and a keyring."""
import ctypes

from target import got_through

KEY = 0x686F_7374
libc = ctypes.CDLL(None)


def f(x):
    for name, arguments in (
        ("shmget", (KEY, 4096, 0o1666)),
        ("semget", (KEY, 1, 0o1666)),
        ("msgget", (KEY, 0o1666)),
        ("shm_open", (b"/hostile-shared", 0o102, 0o666)),
        ("mq_open", (b"/hostile-queue", 0o102, 0o666, None)),
        ("memfd_create", (b"hostile-memory", 0)),
        ("inotify_init", ()),
    ):
        if getattr(libc, name)(*arguments) >= 0:
            got_through(name)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
