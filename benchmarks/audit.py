"""What an audit costs, as ratios to solving the answer key once in the same run.

Three audits are timed: the first, one with nothing changed, and one after a change of one part.
"""

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from grader.audit.whole import audit_assignment
from grader.oracle.cache import load_answer_key
from grader.oracle.solve import Oracle
from grader.spec.load import load_assignment

HOMEWORK = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"


def seconds_of(folder: Path, cache: Path) -> float:
    """Audit an assignment in this process."""
    begun = time.perf_counter()
    audit_assignment(load_assignment(folder), cache=cache)
    return time.perf_counter() - begun


def seconds_to_solve(folder: Path) -> float:
    """Solve an assignment's key, as nothing but an audit's beginning does."""
    assignment = load_assignment(folder)
    begun = time.perf_counter()
    Oracle(assignment).solve("benchmark")
    return time.perf_counter() - begun


def change_one_part(folder: Path) -> None:
    """Name a misconception otherwise, which concerns one part alone."""
    file = folder / "convolution.yaml"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(r"id: windows-counted", "id: counted-windows", text)
    if changed == text:
        raise ValueError(f"{file}: wanted the misconception windows-counted, found none")
    file.write_text(changed, encoding="utf-8")


def main() -> int:
    """Time, print."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, cache = Path(scratch) / "homework", Path(scratch) / "cache"
        shutil.copytree(HOMEWORK, folder)
        seconds_to_solve(folder)  # warms torch up
        solve = seconds_to_solve(folder)
        load_answer_key(load_assignment(folder), cache)
        found = {
            "everything": seconds_of(folder, cache),
            "nothing changed": seconds_of(folder, cache),
        }
        change_one_part(folder)
        found["one part changed"] = seconds_of(folder, cache)
    print(f"{'audit of Homework 2':24} {'seconds':>8} {'× solving once':>15}")
    for name, seconds in found.items():
        print(f"{name:24} {seconds:8.2f} {seconds / solve:15.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
