"""The attack corpus: student files that try to get out, to lie, or to cost somebody else something.

``hostile/expected.csv`` says what must come of each, and where. The files are never imported here:
each goes to a worker as bytes. A level of isolation has a test file of its own, so that they can
be tried side by side.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from hostile_ground import (
    HONEST,
    HONEST_LABELS,
    MIB,
    NO_HURRY,
    PATIENT_S,
    Ground,
    Report,
    laid_ground,
    run,
)
from hostile_watch import Watch, processes, settle

from grader.sandbox.level import Level, probe
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker

CORPUS: Final = Path(__file__).with_name("hostile")
FILES: Final = {f"{p.parent.name}/{p.stem}": p for p in sorted(CORPUS.glob("*/*.py"))}
ROWS: Final = list(csv.DictReader((CORPUS / "expected.csv").read_text("utf-8").splitlines()))

GROWN: Final = {
    "import/parentheses": b"\nx = " + b"(" * 100_000,
    "import/operators": b"\nx = " + b"-" * 100_000 + b"1",
    "import/attributes": b"\nx = f" + b".f" * 100_000,
    "import/nul": b"\nx = '\0'\n\0\0",
    "import/ten_megabytes": b"\n1/0" * 200 + b"\n#" * MIB + b"#" * (8 * MIB),
    "output/forged_dump": b"\n#" * (MIB // 2),
}
"""What is added to a file because nobody wants it in a repository: size, and odd bytes."""

LIMITS: Final = Limits(memory_mib=256)

EITHER_S: Final = 1.0
"""For what may come to an end in time, or not."""

ENDLESS_S: Final = 0.5
"""For what never comes to an end."""


def cases(level: Level) -> list[object]:
    """Every attack that is filed at a level, as a parameter of a test."""
    return [pytest.param(row, id=row["attack"]) for row in ROWS if level in row["levels"].split()]


def parts(attack: str) -> list[bytes]:
    """The first file of an attack, and after it the names and texts of others that come along."""
    return re.split(rb"^# file: (.+)\n", FILES[attack].read_bytes(), flags=re.MULTILINE)


def submission(attack: str) -> dict[str, bytes]:
    """The files of an attack, by name."""
    first, *others = parts(attack)
    files = {name.decode(): text for name, text in zip(others[::2], others[1::2], strict=True)}
    return {"hw.py": first + GROWN.get(attack, b""), **files}


@contextmanager
def warm_worker(level: Level) -> Iterator[tuple[Worker, Ground]]:
    """A worker among what attacks aim at; nothing that it started outlives it."""
    if not probe().level.gives(level):
        pytest.skip(f"this machine gives no level {level}")
    before = Counter(processes())  # of other tests: Python's own resource tracker lives on
    with laid_ground() as ground:
        with Worker(isolation=level, limits=LIMITS) as worker:
            settle(worker, ground)
            yield worker, ground
        assert not Counter(processes()) - before


def find_faults(worker: Worker, ground: Ground, row: Mapping[str, str]) -> list[str]:
    """Let an attack happen, and then an honest submission; empty if all came as it is filed."""
    watch = Watch(ground)
    worker.limits = LIMITS._replace(import_seconds=_import_seconds(row, worker.isolation))
    seconds = {name: _seconds(row[name]) for name in NO_HURRY}
    report = run(worker, ground, submission(row["attack"]), seconds)
    faults = [*watch.breaches(report), *_differences(report, row)]
    worker.limits = LIMITS
    honest = run(worker, ground, {"hw.py": HONEST})
    return faults + [f"after it: {found}" for found in _differences(honest, HONEST_LABELS)]


def _import_seconds(row: Mapping[str, str], level: Level) -> float:
    """How long a module may take to be read: short where it is filed as one that never is."""
    if "timed-out" not in row["at_import"]:
        return LIMITS.import_seconds
    # At `basic` a fresh interpreter has to import NumPy as well.
    return 5.0 if level is Level.BASIC else 2.0


def _seconds(filed: str) -> float:
    """How long to wait for what is filed so: no longer than it takes to see that it never ends."""
    if filed == "timed-out":
        return ENDLESS_S
    return EITHER_S if "timed-out" in filed.split("|") else PATIENT_S


def _differences(report: Report, filed: Mapping[str, str]) -> list[str]:
    """What came otherwise than filed; ``raised`` stands for whatever was raised."""
    return [
        f"{name}: wanted {filed[name]}, found {found}"
        for name, found in report.labels.items()
        if not any(found == one or found.startswith(f"{one}:") for one in filed[name].split("|"))
    ]
