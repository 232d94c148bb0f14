"""How firmly student code is walled off, and how firmly this machine can do it.

What a machine gives is tried out in throw-away processes, never guessed from a version: a kernel
may have a feature, and a policy on top of it that takes it away.
"""

import functools
import json
import os
import platform
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

from grader.errors import IsolationError, SandboxError
from grader.record import Record
from grader.sandbox.blueprint import Walls, draw
from grader.sandbox.launch import command
from grader.sandbox.limits import Limits

_PROBE_SECONDS = 60.0


class Level(StrEnum):
    """What stands between a submission and the machine, from firmest to weakest."""

    FULL = "full"
    """Namespaces, Landlock, seccomp and limits: it sees nothing but Python and its own scratch."""

    KERNEL = "kernel"
    """Landlock, seccomp and limits: it can read nothing but Python, and write nothing."""

    BASIC = "basic"
    """A fresh process with a clock and what limits there are: against accidents, not malice."""

    @property
    def walls(self) -> Walls:
        """The walls that make it up."""
        return Walls(
            namespaces=self is Level.FULL,
            landlock=self is not Level.BASIC,
            seccomp=self is not Level.BASIC,
            limits=True,
        )

    def gives(self, wanted: "Level") -> bool:
        """Whether this is at least as firm as `wanted`."""
        order = list(Level)
        return order.index(self) <= order.index(wanted)


class Finding(Record, frozen=True):
    """Whether this machine gives one kind of wall."""

    present: bool
    detail: str
    """What the kernel said, if it is absent."""

    cure: str
    """What an administrator can do about that."""


class Facts(Record, frozen=True):
    """What this machine gives, as found by trying."""

    system: str
    """``Linux 6.8.0 x86_64``."""

    is_root: bool
    namespaces: Finding
    landlock: Finding
    seccomp: Finding

    @property
    def level(self) -> Level:
        """The firmest level there is."""
        if not (self.landlock.present and self.seccomp.present):
            return Level.BASIC
        return Level.FULL if self.namespaces.present else Level.KERNEL


@functools.cache
def probe() -> Facts:
    """Try out every kind of wall; takes a fraction of a second, once.

    Raises:
        SandboxError: Our own probe failed.
    """
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    if sys.platform != "linux":
        absent = Finding(
            present=False, detail="needs Linux", cure="use Linux, or a Linux container"
        )
        return Facts(system, is_root=False, namespaces=absent, landlock=absent, seccomp=absent)
    blueprint = draw(Level.FULL.walls, Limits(), torch=False)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and code
            command("probing", blueprint.to_json().decode()),
            capture_output=True,
            check=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            timeout=_PROBE_SECONDS,
        )
    except subprocess.SubprocessError as error:
        raise SandboxError(f"sandbox: the probe of this machine failed: {error}") from error
    said = json.loads(done.stdout)
    return Facts(
        system,
        is_root=os.geteuid() == 0,
        namespaces=Finding(not said["namespaces"], said["namespaces"], _namespaces_cure()),
        landlock=Finding(
            not said["landlock"],
            said["landlock"],
            "use Linux 5.13 or newer with landlock among its security modules"
            " (kernel command line: lsm=landlock,…)",
        ),
        seccomp=Finding(
            not said["seccomp"],
            said["seccomp"],
            "use a kernel with seccomp filters, on x86_64 or aarch64",
        ),
    )


def best_level() -> Level:
    """The firmest level this machine gives."""
    return probe().level


def require(level: Level) -> Facts:
    """Insist on a level.

    Raises:
        IsolationError: This machine gives less; says why and what would cure it.
    """
    facts = probe()
    if facts.level.gives(level):
        return facts
    findings = {
        "namespaces": facts.namespaces,
        "Landlock": facts.landlock,
        "seccomp": facts.seccomp,
    }
    if level is Level.KERNEL:
        del findings["namespaces"]
    missing = "; ".join(
        f"no {name}: {finding.detail} ({finding.cure})"
        for name, finding in findings.items()
        if not finding.present
    )
    raise IsolationError(f"isolation: wanted {level}, this machine gives {facts.level}: {missing}")


def _namespaces_cure() -> str:
    """The likeliest reason why a kernel that has namespaces refuses them."""
    for setting, refusing, cure in (
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "=0"),
        ("kernel/unprivileged_userns_clone", "0", "=1"),
        ("user/max_user_namespaces", "0", "=15000"),
    ):
        path = Path("/proc/sys", setting)
        if path.exists() and path.read_text(encoding="ascii").strip() == refusing:
            return f"sudo sysctl -w {setting.replace('/', '.')}{cure}, or run as root"
    return "in a container, allow it user namespaces and mounts, or run outside one"
