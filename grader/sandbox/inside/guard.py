"""Say in words what the walls would otherwise refuse with a bare errno.

A courtesy, not a wall: whoever goes around it meets the kernel.
"""

import socket
import sys
from types import TracebackType

NO_PROCESSES = "processes are not available in the grader"
NO_NETWORK = "the network is not available in the grader"

_STARTS_PROCESS = {
    *("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system"),
    *("os.startfile", "pty.spawn", "subprocess.Popen"),
}
_USES_NETWORK = {
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"),
    *("socket.gethostbyaddr", "socket.sendto"),
}
_PROCESS_MODULES = ("subprocess", "multiprocessing", "concurrent.futures.process")
_NETWORK_MODULES = ("socket", "ssl", "urllib", "http", "requests", "ftplib", "smtplib")


def install() -> None:
    """Raise `PermissionError` in plain words where a process or a connection would start."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if event in _STARTS_PROCESS:
        raise PermissionError(NO_PROCESSES)
    if event in _USES_NETWORK:
        raise PermissionError(NO_NETWORK)
    if event == "socket.__new__" and arguments[1] not in {socket.AF_UNIX, -1}:
        raise PermissionError(NO_NETWORK)


def hint(error: BaseException) -> str:
    """Name the wall behind an error, judged by what it says or by whose code raised it."""
    for known in (NO_PROCESSES, NO_NETWORK):
        if known in str(error):
            return known
    if not isinstance(error, OSError):
        return ""
    traceback: TracebackType | None = error.__traceback__
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if any(module == name or module.startswith(name + ".") for name in _PROCESS_MODULES):
            return NO_PROCESSES
        if any(module == name or module.startswith(name + ".") for name in _NETWORK_MODULES):
            return NO_NETWORK
        traceback = traceback.tb_next
    return ""
