"""Opens and makes device files: memory, disks, the kernel's log."""
import os
import stat

from target import got_through


def f(x):
    for name in ("mem", "kmsg", "vda", "sda", "fuse", "kvm", "ptmx", "tty", "shm"):
        try:
            os.close(os.open(f"/dev/{name}", os.O_RDWR))
            got_through(f"opened /dev/{name}")
        except OSError:
            continue
    try:
        os.mknod("hostile-memory", stat.S_IFCHR | 0o666, os.makedev(1, 1))
        got_through("made a device")
    except OSError:
        pass
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
