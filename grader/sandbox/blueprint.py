"""What kind of walls to build, and of what the inside may see. Pure data, host to zygote."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple, Self

from grader.sandbox.environment import SCRATCH
from grader.sandbox.limits import Limits
from grader.sandbox.search import package_paths

_SYSTEM_LIBRARIES = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"),
    *("/etc/ld.so.cache", "/usr/share/zoneinfo"),
)
_TOO_WIDE = {"/", "/usr", "/usr/local"}


class Walls(NamedTuple):
    """Which walls to build. Only `Level.walls` gives a set fit for a stranger's code."""

    namespaces: bool
    landlock: bool
    seccomp: bool
    limits: bool


class Blueprint(NamedTuple):
    """Everything a zygote needs to know, once, when it starts."""

    walls: Walls
    limits: Limits
    torch: bool
    """Import torch while warm."""

    readable: tuple[str, ...]
    """Absolute paths the inside may read: the interpreter, its packages, system libraries."""

    search: tuple[str, ...]
    """`sys.path` inside."""

    first_uid: int
    """Start of a private range of 65,536 user ids, used if we are root."""

    libraries: tuple[str, ...] | None = None
    """Modules to import while warm, as far as they are installed; None for all that the
    submissions of a class import."""

    desks: str = ""
    """Without namespaces: the host's directory that holds one for the files of each child."""

    def desk(self, number: int) -> str:
        """Where the files of a child seem to lie; empty if nowhere."""
        if self.walls.namespaces:
            return SCRATCH
        return f"{self.desks}/{number}" if self.desks else ""

    def to_json(self) -> bytes:
        """Write as one control message."""
        return json.dumps(self).encode()

    @classmethod
    def from_json(cls, message: bytes) -> Self:
        """Read what `to_json` wrote; both ends are ours."""
        found: list[Any] = [
            tuple(part) if isinstance(part, list) else part for part in json.loads(message)
        ]
        walls, limits, *rest = found
        return cls(Walls(*walls), Limits(*limits), *rest)


def draw(
    walls: Walls, limits: Limits, *, torch: bool, libraries: tuple[str, ...] | None = None
) -> Blueprint:
    """Describe a zygote for this interpreter and its packages."""
    search = package_paths()
    return Blueprint(
        walls=walls,
        limits=limits,
        torch=torch,
        libraries=libraries,
        readable=readable_paths(search),
        search=search,
        # Ids of its own for each grading process: the kernel counts threads per user.
        first_uid=0x1000_0000 + (os.getpid() % 4096) * 65536,
    )


def readable_paths(search: tuple[str, ...]) -> tuple[str, ...]:
    """The existing paths the inside needs, parents before children and none twice."""
    wanted = [*_SYSTEM_LIBRARIES, *search, *map(os.path.realpath, search)]
    for prefix in (sys.base_prefix, sys.prefix):
        path = Path(prefix)
        wanted += [str(path / "lib")] if prefix in _TOO_WIDE else [prefix, os.path.realpath(prefix)]
    kept: list[str] = []
    for name in sorted({name for name in wanted if Path(name).exists()}):
        if not any(
            name.startswith(parent + "/") and not Path(parent).is_symlink() for parent in kept
        ):
            kept.append(name)
    return tuple(kept)
