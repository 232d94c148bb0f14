"""Takes from Python on Linux what it lacks on Windows. Imported before anything else there."""

# These ask what system it is when they are imported, and then hold to what they found.
import ctypes
import faulthandler
import mmap  # noqa: F401
import os
import pathlib
import platform
import select
import shutil  # noqa: F401
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import types
import urllib.request  # noqa: F401
import webbrowser  # noqa: F401

import click._compat  # noqa: F401
import rich.console  # noqa: F401

sysconfig.get_config_vars()  # written for the system that Python was built on
platform.uname()
tempfile.gettempdir()
KILL = signal.SIGKILL

for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None
sys.modules["msvcrt"] = types.ModuleType("msvcrt")
sys.modules["msvcrt"].setmode = lambda _descriptor, _mode: 0
os.O_BINARY = 0

LACKS = {
    os: (
        "CLONE_ EFD_ MFD_ O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_PATH O_TMPFILE P_PIDFD "
        "SCHED_ chown eventfd fchmod fchown fork getegid geteuid getgid getloadavg getpgid "
        "getresgid getresuid getuid initgroups killpg lchown memfd_create mkfifo mknod nice "
        "pidfd_open posix_ sched_ setegid seteuid setgid setns setpgid setresgid setresuid setsid "
        "setuid statvfs sync sysconf uname unshare wait3 wait4"
    ),
    signal: "ITIMER_ SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGUSR SIGX alarm "
    "pidfd_send_signal pthread_ setitimer sigtimedwait sigwait",
    select: "epoll poll",
    socket: "AF_UNIX recv_fds send_fds",
    faulthandler: "register unregister",
}
for module, prefixes in LACKS.items():
    for name in [each for each in vars(module) if each.startswith(tuple(prefixes.split()))]:
        delattr(module, name)


class CDLL(ctypes.CDLL):
    def __init__(self, name, *arguments, **options):
        if name is None:
            raise TypeError("argument of type 'NoneType' is not iterable")
        super().__init__(name, *arguments, **options)


ctypes.CDLL = CDLL
subprocess.Popen.kill = lambda process: process.send_signal(KILL)
pathlib.WindowsPath = pathlib.PosixPath
sys.platform = "win32"
os.name = "nt"
