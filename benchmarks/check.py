"""What a student waits for: `grader check` ÷ `python -c "import <their module>"`.

Two modules, each right in every part of Homework 2: one uses NumPy, the other PyTorch. Prints
ratios of medians over interleaved rounds, so that a busy machine slows both alike; and what a check
that explains a failing case takes. Run it with ``python benchmarks/check.py [ROUNDS]``.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.cli import run

ROOT = Path(__file__).parent.parent
COHORT = ROOT / "submissions" / "dsga1008-hw2"
STUDENTS = {"NumPy, all ready": "mia", "NumPy, one case fails": "", "PyTorch, all ready": "jonas"}
GRADER = [str(Path(sys.executable).with_name("grader")), "check"]


def main(rounds):
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        handout = Path(scratch, "handout")
        run(["handout", str(ROOT / "problems" / "dsga1008-hw2"), "-o", str(handout)])
        print()
        print(f"{'':24}{'import, ms':>12}{'check, ms':>12}{'ratio':>8}")
        for title, student in STUDENTS.items():
            folder = Path(scratch, title)
            shutil.copytree(handout, folder)
            write(student, folder / "hw2.py")
            bare, full = measure(folder, rounds)
            print(f"{title:24}{bare * 1000:12.0f}{full * 1000:12.0f}{full / bare:8.2f}")


def write(student, file):
    """Put a module there; without a student, one that negates what it should return."""
    source = (COHORT / (student or "mia") / "hw2.py").read_text(encoding="utf-8")
    if not student:
        source += "\n_right = max_pool\ndef max_pool(X, S):\n    return -_right(X, S)\n"
    file.write_text(source, encoding="utf-8")


def measure(folder, rounds):
    """Time both in turn; median seconds, the first rounds aside."""
    times = {"bare": [], "full": []}
    for number in range(rounds + 2):
        bare = time_one([sys.executable, "-c", "import hw2"], folder)
        full = time_one(GRADER, folder)
        if number >= 2:  # the first rounds warm the disk
            times["bare"].append(bare)
            times["full"].append(full)
    return statistics.median(times["bare"]), statistics.median(times["full"])


def time_one(command, folder):
    """Run a program to its end; seconds."""
    # As on a student's machine, where what is imported twice is compiled once.
    ours = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    clean = {name: text for name, text in os.environ.items() if name not in ours}
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own
        command, check=True, cwd=folder, env=clean, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
