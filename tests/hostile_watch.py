"""What must be as it was once an attack is over: files, processes, memory, and what was said.

Looks only from outside, at the machine and at what reached us; the one thing it takes from an
attack's mouth is that it got through.
"""

import os
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
import psutil
from hostile_ground import HONEST, PATIENT_S, Ground, Report, run

from grader.outcome import Outcome
from grader.sandbox.worker import Worker

CPU_SECONDS: Final = 1.0
"""What one submission may cost us, in our own processor time."""

MEMORY_MIB: Final = 600
"""What one may make us grow by for a while: its largest message, twice."""

LEFT_BEHIND: Final = re.compile(rf"hostile|\b{0x686F_7374}\b")
"""How everything is called that an attack might leave behind; and the key of System V's."""

SHARED: Final = ("/", "/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/usr/lib")  # noqa: S108 - looked into, not written
TABLES: Final = ("/proc/net/unix", "/proc/keys", "/proc/sysvipc/shm", "/proc/sysvipc/sem")


def processes() -> list[str]:
    """Living descendants of ours, by name; orphans come to us, since we asked for them."""
    names = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                names.append(process.name())
    return sorted(names)


def settle(worker: Worker, ground: Ground) -> None:
    """Note what runs when no submission does: the warm process, and a child that stands ready."""
    run(worker, ground, {"hw.py": HONEST})
    steady = 0
    while steady < 10:
        time.sleep(0.05)
        before, ground.processes = ground.processes, processes()
        steady = steady + 1 if before == ground.processes else 0


def surroundings(ground: Ground) -> dict[str, object]:
    """Everything outside that an attack may have touched, by name."""
    seen: dict[str, object] = {}
    for path in (ground.base / "aims").rglob("*"):
        seen[str(path)] = path.read_bytes() if path.is_file() else path.stat().st_mtime_ns
    for name in (os.__file__, np.__file__, str(ground.base / "aims" / "canary")):
        now = Path(name).stat()
        seen[f"{name}: status"] = (now.st_mode, now.st_uid, now.st_size, now.st_mtime_ns)
    for place in filter(os.path.isdir, SHARED):
        names = filter(LEFT_BEHIND.search, os.listdir(place))  # noqa: PTH208 - a path each costs more than all else
        seen |= {f"{place} holds {name}": "" for name in names}
    for table in filter(os.path.exists, TABLES):
        lines = Path(table).read_text("utf-8", errors="replace").splitlines()
        seen |= {f"{table}: {line}": "" for line in lines if LEFT_BEHIND.search(line)}
    return seen | {"mounts": Path("/proc/self/mountinfo").read_text("utf-8")}


def peak_mib() -> int:
    """The most memory we had since the peak was last forgotten."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[1]) >> 10


class Watch:
    """What was so before an attack, and must be so after it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.surroundings = surroundings(ground)
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # forget the peak so far
        self.memory = peak_mib()
        self.cpu = time.process_time()

    def breaches(self, report: Report) -> list[str]:
        """What got through, in words; empty if the attack was contained."""
        cpu, memory = time.process_time() - self.cpu, peak_mib() - self.memory
        secret, mark, signals = self.ground.secret, self.ground.mark, self.ground.signals
        now = surroundings(self.ground)
        found = [
            f"changed: {name}"
            for name in self.surroundings.keys() | now.keys()
            if self.surroundings.get(name) != now.get(name)
        ]
        found += re.findall(re.escape(mark) + r"[^\n\\]*", report.said.decode("latin-1"))
        claims = {
            "the secret was read": secret.encode() in report.said,
            f"signals reached us: {signals}": bool(signals),
            f"cost us {cpu:.1f} s of processor time": cpu > CPU_SECONDS,
            f"cost us {memory} MiB": memory > MEMORY_MIB,
            f"impossible facts: {report.outcomes!r:.500}": not all(map(is_sound, report.outcomes)),
            "left a process behind, or took one along": not self.settles(),
        }
        return found + [claim for claim, holds in claims.items() if holds]

    def settles(self) -> bool:
        """Whether the processes are soon the ones there were: the dead gone, the next one ready."""
        deadline = time.monotonic() + 10
        while processes() != self.ground.processes:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.005)
        return True


def is_sound(outcome: Outcome) -> bool:
    """Whether the numbers in an outcome are such as can be: they are the student's claims."""
    frames = getattr(outcome, "frames", ())
    seconds = getattr(outcome, "seconds", 0.0)
    return all(0 < f.line < 1 << 31 for f in frames) and 0 <= seconds <= PATIENT_S
