"""Try out each kind of wall by building it, in a process that can be thrown away.

A process of its own runs this, since it forks and a grading process has threads. Prints one JSON
object: for each kind, an empty text if it holds, else what went wrong.
"""

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from grader.sandbox import linux, root
from grader.sandbox.blueprint import Blueprint, Walls
from grader.sandbox.environment import SCRATCH
from grader.sandbox.walls import gather, lock_down, rules_user_ids, seal

_FORBIDDEN = "/etc/passwd"
"""A file everybody may read, unless a wall is in the way."""


def main() -> None:
    """Try everything; `sys.argv` gives a blueprint."""
    blueprint = Blueprint.from_json(sys.argv[2].encode())
    none = Walls(namespaces=False, landlock=False, seccomp=False, limits=False)
    found = {}
    for name, attempt in (
        ("namespaces", _try_namespaces),
        ("landlock", _try_landlock),
        ("seccomp", _try_seccomp),
    ):
        walls = none._replace(**{name: True})
        found[name] = _in_child(attempt, blueprint._replace(walls=walls))
    sys.stdout.write(json.dumps(found))


def _in_child(attempt: Callable[[Blueprint], None], blueprint: Blueprint) -> str:
    """Run an attempt in a fork; gives what went wrong."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            attempt(blueprint)
            os.write(writing, b"ok")
        except BaseException as error:  # noqa: BLE001 - all of it is the finding
            os.write(writing, f"{error}"[:500].encode())
        os._exit(0)
    os.close(writing)
    said = b""
    while part := os.read(reading, 1000):
        said += part
    os.close(reading)
    _, status = os.waitpid(pid, 0)
    if said == b"ok":
        return ""
    return said.decode(errors="replace") or f"the attempt ended with status {status}"


def _try_namespaces(blueprint: Blueprint) -> None:
    """Everything the level `full` does with namespaces: a zygote's, and a child's within."""
    is_root = rules_user_ids(blueprint.first_uid)
    root.enter(blueprint, on_leave=lambda: None)
    materials = gather(blueprint, is_root=is_root)
    linux.unshare(linux.CLONE_NEWPID)
    pid = os.fork()
    if pid == 0:
        try:
            lock_down(materials, 1)
            Path(SCRATCH, "proof").write_text("written", encoding="ascii")
        except OSError as error:
            os.write(2, str(error).encode())
            os._exit(1)
        os._exit(3 if Path(_FORBIDDEN).exists() or os.getpid() != 1 else 0)
    _, status = os.waitpid(pid, 0)
    if status:
        raise OSError(f"a child's namespaces within the zygote's: status {status}")


def _try_landlock(blueprint: Blueprint) -> None:
    lock_down(gather(blueprint, is_root=False), 1)
    try:
        Path(_FORBIDDEN).read_bytes()
    except PermissionError:
        return
    raise OSError("loaded, but it forbids nothing")


def _try_seccomp(blueprint: Blueprint) -> None:
    materials = gather(blueprint, is_root=False)
    lock_down(materials, 1)
    seal(materials)
    try:
        socket.socket().close()
    except PermissionError:
        return
    raise OSError("loaded, but it forbids nothing")
