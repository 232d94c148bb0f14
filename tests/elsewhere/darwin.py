"""Takes from Python on Linux what it lacks on macOS. Imported before anything else there."""

import builtins
import fcntl
import io
import os
import signal
import sys
import sysconfig
import urllib.request  # noqa: F401 - looks for the system's own settings of proxies

sysconfig.get_config_vars()  # written for the system that Python was built on
sys.platform = "darwin"

LACKS = {
    os: (
        "CLONE_ EFD_ GRND_ MFD_ O_PATH O_TMPFILE P_PIDFD RWF_ SCHED_ SPLICE_ copy_file_range "
        "eventfd getrandom getresgid getresuid memfd_create pidfd_open pipe2 posix_fadvise "
        "posix_fallocate sched_ setns setresgid setresuid splice unshare"
    ),
    fcntl: "F_ADD_SEALS F_GET_SEALS F_GETPIPE_SZ F_SEAL_ F_SETPIPE_SZ",
    signal: "SIGPWR SIGSTKFLT pidfd_send_signal sigtimedwait sigwaitinfo",
}
for module, prefixes in LACKS.items():
    for name in [each for each in vars(module) if each.startswith(tuple(prefixes.split()))]:
        delattr(module, name)

real_open = io.open


def open_without_proc(file, *arguments, **options):
    if isinstance(file, (str, os.PathLike)) and os.fspath(file).startswith("/proc"):
        raise FileNotFoundError(2, "No such file or directory", file)
    return real_open(file, *arguments, **options)


builtins.open = io.open = open_without_proc
